package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Scans an ONNX file before native code gets it: reads its metadata, and refuses files that keep their weights in other
 * files, whose paths could point anywhere.
 *
 * <p>Parses the file as protocol buffers [1] along the fields of ONNX [2] that can hold a tensor; everything else is skipped.
 * A tensor is external if its field 13 (external_data) is present or its field 14 (data_location) is not 0. The metadata are
 * the model's field 14 (metadata_props), each an entry of key and value.
 *
 * <p>What another parser could read differently is refused: that of ONNX Runtime drops the bits of a tag beyond 32, so that a
 * field could be a graph there and unknown here.
 *
 * <p>[1] Protocol Buffers, "Encoding". [2] onnx/onnx.proto.
 */
final class FileScan {
    private static final int MAX_DEPTH = 64;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;

    /** The shift of a number's tenth byte, which has room for one bit. */
    private static final int LAST_SHIFT = 63;

    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE_TENSOR,
        FUNCTION,
        TRAINING_INFO,
        METADATA_ENTRY
    }

    private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
            Message.MODEL,
                    Map.of(
                            7,
                            Message.GRAPH,
                            14,
                            Message.METADATA_ENTRY,
                            20,
                            Message.TRAINING_INFO,
                            25,
                            Message.FUNCTION),
            Message.GRAPH, Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
            Message.NODE, Map.of(5, Message.ATTRIBUTE),
            Message.ATTRIBUTE,
                    Map.of(
                            5, Message.TENSOR,
                            6, Message.GRAPH,
                            10, Message.TENSOR,
                            11, Message.GRAPH,
                            22, Message.SPARSE_TENSOR,
                            23, Message.SPARSE_TENSOR),
            Message.TENSOR, Map.of(),
            Message.SPARSE_TENSOR, Map.of(1, Message.TENSOR, 2, Message.TENSOR),
            Message.FUNCTION, Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
            Message.TRAINING_INFO, Map.of(1, Message.GRAPH, 2, Message.GRAPH));

    private final ModelFile file;
    private final byte[] bytes;
    private final Map<String, String> metadata = new HashMap<>();
    private int position;

    private FileScan(ModelFile file) {
        this.file = file;
        this.bytes = file.bytes();
    }

    /**
     * Scans a file.
     *
     * @return its metadata
     * @throws ModelException if it is not a protocol buffer, its metadata are not text, or it has a tensor in another file
     */
    static Map<String, String> metadata(ModelFile file) {
        FileScan scan = new FileScan(file);
        scan.walk(Message.MODEL, file.bytes().length, 0);
        return scan.metadata;
    }

    private void walk(Message message, int end, int depth) {
        if (depth > MAX_DEPTH) {
            throw malformed("messages must nest at most " + MAX_DEPTH + " deep");
        }
        while (position < end) {
            int tag = tag(end);
            int wireType = tag & 7;
            int field = tag >>> 3;
            if (message == Message.TENSOR && field == EXTERNAL_DATA) {
                throw external();
            }
            switch (wireType) {
                case 0 -> {
                    long value = varint(end);
                    if (message == Message.TENSOR && field == DATA_LOCATION && value != 0) {
                        throw external();
                    }
                }
                case 1 -> skip(Long.BYTES, end);
                case 2 -> enter(FIELDS.get(message).get(field), end, depth);
                case 5 -> skip(Integer.BYTES, end);
                default -> throw malformed("wire types must be 0, 1, 2 or 5, but one was " + wireType);
            }
        }
    }

    private void enter(Message child, int end, int depth) {
        long length = varint(end);
        if (length < 0 || length > end - position) {
            throw malformed("a field must end inside its message, but one has " + length + " bytes");
        }
        if (child == null) {
            position += (int) length;
        } else if (child == Message.METADATA_ENTRY) {
            readEntry(position + (int) length);
        } else {
            walk(child, position + (int) length, depth + 1);
        }
    }

    private void readEntry(int end) {
        String key = "";
        String value = "";
        while (position < end) {
            int tag = tag(end);
            long length = varint(end);
            if ((tag & 7) != 2 || length < 0 || length > end - position) {
                throw malformed("a metadata entry must hold two texts");
            }
            String text = text((int) length);
            if (tag >>> 3 == 1) {
                key = text;
            } else if (tag >>> 3 == 2) {
                value = text;
            }
        }
        if (metadata.putIfAbsent(key, value) != null) {
            throw malformed("a metadata key must be unique, but " + key + " occurs twice");
        }
    }

    private String text(int length) {
        try {
            ByteBuffer encoded = ByteBuffer.wrap(bytes, position, length);
            position += length;
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw malformed("metadata must be UTF-8");
        }
    }

    private void skip(int count, int end) {
        if (count > end - position) {
            throw malformed("a field must end inside its message");
        }
        position += count;
    }

    /** Reads a field's number and wire type: 32 bits, unsigned, perhaps in more bytes than they need. */
    private int tag(int end) {
        long tag = varint(end);
        if (tag >>> Integer.SIZE != 0 || tag >>> 3 == 0) {
            throw malformed(
                    "a tag must have 32 bits and a field number above 0, but one was 0x" + Long.toHexString(tag));
        }
        return (int) tag;
    }

    private long varint(int end) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            skip(1, end);
            byte b = bytes[position - 1];
            if (shift == LAST_SHIFT && b > 1) {
                throw malformed("a number must have at most 64 bits");
            }
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number must have at most 10 bytes");
    }

    private ModelException malformed(String rule) {
        return new ModelException(file.name() + " is not an ONNX file: " + rule + " (at byte " + position + ")");
    }

    private ModelException external() {
        return new ModelException(
                file.name() + " must hold all its weights itself, but keeps a tensor as external data (at byte "
                        + position + "); save it with the weights inside");
    }
}
