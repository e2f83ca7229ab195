/**
 * Reads FLAC, MP3, Ogg Vorbis and Ogg Opus, each through a library that the user adds as a dependency. This package need not be
 * called: {@link io.ser4j.AudioClip} and {@link io.ser4j.AudioReader} find its {@link io.ser4j.spi.AudioDecoder}s by
 * {@link java.util.ServiceLoader}. Without the library of a format, its files are refused with a message that names the
 * dependency to add.
 *
 * <table>
 * <caption>What is read</caption>
 * <tr><th>format</th><th>dependency</th><th>samples</th><th>what is checked</th></tr>
 * <tr><td>FLAC</td><td>{@code org.jflac:jflac-codec}</td><td>4 to 24 bits, scaled by 2<sup>1 - bits</sup>, exact</td>
 * <td>both checksums of each frame, the order of the frames, the number of samples, the MD5 of all</td></tr>
 * <tr><td>MP3</td><td>{@code javazoom:jlayer}</td><td>MPEG-1, 2 and 2.5 layer III; the encoder's delay is cut off where
 * a LAME tag states it</td><td>that each frame is whole and follows the last one, the number of frames of a Xing tag, give or take one</td></tr>
 * <tr><td>Ogg Vorbis</td><td>{@code org.jcraft:jorbis}</td><td>trimmed to its granule positions</td>
 * <td>the checksum and the order of the pages, that the last packet is whole</td></tr>
 * <tr><td>Ogg Opus</td><td>{@code io.github.jaredmdobson:concentus}</td><td>48 kHz, 16 bits inside; pre-skip, output
 * gain, channel mappings 0 and 1</td><td>as Vorbis</td></tr>
 * </table>
 *
 * <p><b>Memory.</b> A file is decoded frame by frame or packet by packet, whatever its length. At most one FLAC frame (65,535
 * samples in each of 8 channels), MP3 frame (1,441 bytes) or Ogg packet (16 MiB) is in memory at a time, beside the decoder's
 * own tables; the size of those of Vorbis depends on the file, within limits that are checked first.
 *
 * <p><b>Immutability.</b> The decoders have no state. What they open may be used by one thread at a time.
 *
 * <p><b>Threads.</b> The decoders may be used by any number of threads at once.
 *
 * <p><b>Nulls.</b> No parameter and no return value may be null.
 */
package io.ser4j.formats;
