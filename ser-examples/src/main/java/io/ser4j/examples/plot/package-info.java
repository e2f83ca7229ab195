/** One clip as a picture: waveform, mel spectrogram and what the classifier heard. */
package io.ser4j.examples.plot;
