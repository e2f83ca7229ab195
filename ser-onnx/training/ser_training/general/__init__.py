"""The general model: trained on several corpora, for unseen speakers and languages."""
