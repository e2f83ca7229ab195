"""A general model: trained on many corpora, for voices and languages it has never heard."""
