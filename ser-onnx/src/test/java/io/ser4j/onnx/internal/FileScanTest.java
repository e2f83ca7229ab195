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
import org.junit.jupiter.params.provider.ValueSource;

class FileScanTest {
    private static final byte[] DATA_LOCATION_EXTERNAL = {14 << 3, 1};
    private static final byte[] DATA_LOCATION_DEFAULT = {14 << 3, 0};

    private static void check(byte[] bytes) {
        FileScan.metadata(ModelFile.of(bytes, Integer.MAX_VALUE));
    }

    /** A message inside others: the bytes as the given fields, the innermost one last. */
    private static byte[] nested(byte[] innermost, int... path) {
        byte[] message = innermost;
        for (int i = path.length - 1; i >= 0; i--) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writeVarint(out, path[i] << 3 | 2);
            writeVarint(out, message.length);
            out.writeBytes(message);
            message = out.toByteArray();
        }
        return message;
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

    @Test
    void anExternalTensorIsFoundWhereverItHides() {
        int[][] paths = {
            {7, 5}, // a graph's initializer
            {7, 15, 1}, // a sparse initializer's values
            {7, 1, 5, 5}, // a node's attribute
            {7, 1, 5, 10}, // one of a list of tensors
            {7, 1, 5, 6, 5}, // an initializer of a subgraph
            {7, 1, 5, 11, 1, 5, 6, 5}, // of a subgraph of a subgraph
            {7, 1, 5, 22, 2}, // a sparse attribute's indices
            {25, 7, 5, 5}, // a function's node
            {25, 11, 5}, // a function's default attribute
            {20, 1, 5} // training information
        };
        for (int[] path : paths) {
            byte[] external = nested(DATA_LOCATION_EXTERNAL, path);
            assertThatThrownBy(() -> check(external))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("external data");
            byte[] listed = nested(nested(new byte[0], 13), path);
            assertThatThrownBy(() -> check(listed))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("external data");
            byte[] inside = nested(DATA_LOCATION_DEFAULT, path);
            assertThatCode(() -> check(inside)).doesNotThrowAnyException();
        }
    }

    @Test
    void metadataAreReadAsTheyStandThere() {
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
    void whatIsNoProtocolBufferIsRefusedWithTheByte() {
        byte[][] wrong = {
            {7 << 3 | 2, 5}, // longer than the file
            {7 << 3 | 2, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a negative length
            {8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, // a number without end
            {1 << 3 | 3}, // a group
            {1 << 3 | 1, 0, 0}, // half a double
            {8} // a tag alone
        };
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> check(bytes))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no ONNX file")
                    .hasMessageContaining("at byte");
        }
    }
}
