package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import io.ser4j.onnx.TestModels;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileScanTest {
    private static final byte[] DATA_LOCATION_EXTERNAL = {14 << 3, 1};
    private static final byte[] DATA_LOCATION_DEFAULT = {14 << 3, 0};

    private static void check(byte[] bytes) {
        FileScan.metadata(ModelFile.of(bytes, Integer.MAX_VALUE));
    }

    /** A message inside others: the bytes within the given fields, the innermost field last. */
    private static byte[] nested(byte[] innermost, int... path) {
        byte[] message = innermost;
        for (int i = path.length - 1; i >= 0; i--) {
            message = field(varint(path[i] << 3 | 2), message);
        }
        return message;
    }

    /** The same with another tag at one of the levels. */
    private static byte[] nested(byte[] innermost, int level, byte[] tag, int... path) {
        byte[] inner = nested(innermost, Arrays.copyOfRange(path, level + 1, path.length));
        return nested(field(tag, inner), Arrays.copyOf(path, level));
    }

    private static byte[] field(byte[] tag, byte[] content) {
        return concat(tag, varint(content.length), content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] varint(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeVarint(out, value);
        return out.toByteArray();
    }

    /** A tag of five bytes, the fifth of which can add bits beyond 32. */
    private static byte[] longTag(int tag, int fifth) {
        byte[] bytes = new byte[5];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (tag >>> 7 * i & 0x7f | 0x80);
        }
        bytes[4] = (byte) fifth;
        return bytes;
    }

    private static void assertExternal(byte[] bytes) {
        assertThatThrownBy(() -> check(bytes))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("external data");
    }

    private static void assertNoTag(byte[] bytes) {
        assertThatThrownBy(() -> check(bytes))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a tag must have 32 bits");
    }

    private static void writeVarint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "frames", "double", "undefined"})
    void ordinaryFilesPass(String name) {
        assertThatCode(() -> check(TestModels.onnx(name))).doesNotThrowAnyException();
    }

    /** The paths to tensors in a model, by the numbers of the fields. */
    static int[][] tensors() {
        return new int[][] {
            {7, 5}, // a graph's initializer
            {7, 15, 1}, // a sparse initializer's values
            {7, 15, 2}, // and indices
            {7, 1, 5, 5}, // a node's attribute
            {7, 1, 5, 10}, // one of a list of tensors
            {7, 1, 5, 6, 5}, // an initializer of a subgraph
            {7, 1, 5, 6, 15, 1}, // a sparse one
            {7, 1, 5, 11, 1, 5, 6, 5}, // of a subgraph of a subgraph
            {7, 1, 5, 22, 1}, // a sparse attribute's values
            {7, 1, 5, 22, 2}, // and indices
            {7, 1, 5, 23, 1}, // one of a list of sparse tensors
            {7, 1, 5, 23, 2},
            {25, 7, 5, 5}, // a function's node
            {25, 7, 5, 6, 5}, // and its subgraph
            {25, 11, 5}, // a function's default attribute
            {25, 11, 11, 5}, // and its subgraphs
            {20, 1, 5}, // training information: the initialization
            {20, 2, 5} // and the algorithm
        };
    }

    @ParameterizedTest
    @MethodSource("tensors")
    void anExternalTensorIsFoundWhereverItHides(int... path) {
        assertExternal(nested(DATA_LOCATION_EXTERNAL, path));
        assertExternal(nested(nested(new byte[0], 13), path));
        byte[] inside = nested(DATA_LOCATION_DEFAULT, path);
        assertThatCode(() -> check(inside)).doesNotThrowAnyException();
    }

    /** Protocol buffers allow leading zeros in a tag, and ONNX Runtime accepts them. */
    @ParameterizedTest
    @MethodSource("tensors")
    void anExternalTensorIsFoundBehindLongTags(int... path) {
        for (int level = 0; level < path.length; level++) {
            assertExternal(nested(DATA_LOCATION_EXTERNAL, level, longTag(path[level] << 3 | 2, 0), path));
        }
        assertExternal(nested(concat(longTag(14 << 3, 0), new byte[] {1}), path));
        assertExternal(nested(field(longTag(13 << 3 | 2, 0), new byte[0]), path));
    }

    /** ONNX Runtime drops the bits of a tag beyond 32, so that the field is a graph or a tensor there nevertheless. */
    @ParameterizedTest
    @MethodSource("tensors")
    void aTagOfMoreThan32BitsIsRefused(int... path) {
        for (int level = 0; level < path.length; level++) {
            assertNoTag(nested(DATA_LOCATION_EXTERNAL, level, longTag(path[level] << 3 | 2, 0x10), path));
        }
        assertNoTag(nested(concat(longTag(14 << 3, 0x70), new byte[] {1}), path));
        assertNoTag(nested(field(longTag(13 << 3 | 2, 0x10), new byte[0]), path));
        assertNoTag(nested(field(new byte[] {2}, new byte[0]), path));
        assertNoTag(nested(new byte[] {0, 0}, path));
        byte[] group = nested(new byte[] {1 << 3 | 3, 1 << 3 | 4}, path);
        assertThatThrownBy(() -> check(group))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("wire types");
    }

    @Test
    void aWholeFileCannotHideItsGraph() {
        byte[] external = TestModels.onnx("external");
        int graph = 15;
        assertThat(external[graph]).as("the graph's tag").isEqualTo((byte) (7 << 3 | 2));
        byte[] head = Arrays.copyOf(external, graph);
        byte[] tail = Arrays.copyOfRange(external, graph + 1, external.length);
        assertExternal(concat(head, new byte[] {(byte) 0xba, 0}, tail));
        assertNoTag(concat(head, longTag(7 << 3 | 2, 0x10), tail));
    }

    @Test
    void aTagWithinMetadataHas32Bits() {
        byte[] key = {1, 'k'};
        assertNoTag(nested(concat(longTag(1 << 3 | 2, 0x10), key), 14));
        assertNoTag(nested(concat(new byte[] {2}, key), 14));
        byte[] padded = nested(concat(longTag(1 << 3 | 2, 0), key), 14);
        assertThat(FileScan.metadata(ModelFile.of(padded, 100))).containsExactly(Map.entry("k", ""));
    }

    @Test
    void metadataAreReadUnchanged() {
        byte[] entry = {
            14 << 3 | 2, 9, 1 << 3 | 2, 1, 'k', 2 << 3 | 2, 4, (byte) 0xf0, (byte) 0x9f, (byte) 0x98, (byte) 0x80
        };
        assertThat(FileScan.metadata(ModelFile.of(entry, 100))).containsExactly(Map.entry("k", "\ud83d\ude00"));
        byte[] twice = Arrays.copyOf(entry, 2 * entry.length);
        System.arraycopy(entry, 0, twice, entry.length, entry.length);
        assertThatThrownBy(() -> check(twice))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("twice");
        byte[] noText = {14 << 3 | 2, 3, 1 << 3 | 2, 1, (byte) 0xff};
        assertThatThrownBy(() -> check(noText))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("UTF-8");
        byte[] number = {14 << 3 | 2, 2, 1 << 3, 1};
        assertThatThrownBy(() -> check(number))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("two texts");
    }

    @Test
    void aBombOfNestedGraphsIsRefused() {
        int[] path = new int[3000];
        path[0] = 7;
        for (int i = 1; i < path.length; i++) {
            path[i] = new int[] {6, 1, 5}[i % 3];
        }
        byte[] bomb = nested(new byte[0], path);
        assertThatThrownBy(() -> check(bomb)).isInstanceOf(ModelException.class).hasMessageContaining("64 deep");
    }

    @Test
    void malformedProtocolBuffersAreRefusedWithTheByte() {
        byte[][] wrong = {
            {7 << 3 | 2, 5}, // longer than the file
            {7 << 3 | 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a negative length
            {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a number without end
            {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2}, // a number of 65 bits
            {1 << 3 | 3}, // a group
            {1 << 3 | 1, 0, 0}, // half a double
            {8} // a tag alone
        };
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> check(bytes))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("not an ONNX file")
                    .hasMessageContaining("at byte");
        }
    }
}
