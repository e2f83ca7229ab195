/** Pictures of clips and of long recordings: waveform, mel spectrogram, and the results of a classifier. */
package io.ser4j.examples.plot;
