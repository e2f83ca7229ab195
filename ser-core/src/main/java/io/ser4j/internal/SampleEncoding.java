package io.ser4j.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a sample is stored in the bytes of a WAV file. Integers are left-justified in their container, so the container's width
 * alone determines full scale; containers of one byte are unsigned, wider ones signed.
 */
enum SampleEncoding {
    PCM_8(1) {
        @Override
        double read(ByteBuffer in) {
            return ((in.get() & 0xFF) - 128) * 0x1p-7;
        }
    },
    PCM_16(2) {
        @Override
        double read(ByteBuffer in) {
            return in.getShort() * 0x1p-15;
        }
    },
    PCM_24(3) {
        @Override
        double read(ByteBuffer in) {
            int first = in.get();
            int middle = in.get() & 0xFF;
            int last = in.get();
            int value = in.order() == ByteOrder.LITTLE_ENDIAN
                    ? last << 16 | middle << 8 | first & 0xFF
                    : first << 16 | middle << 8 | last & 0xFF;
            return value * 0x1p-23;
        }
    },
    PCM_32(4) {
        @Override
        double read(ByteBuffer in) {
            return in.getInt() * 0x1p-31;
        }
    },
    FLOAT_32(4) {
        @Override
        double read(ByteBuffer in) {
            return in.getFloat();
        }
    },
    FLOAT_64(8) {
        @Override
        double read(ByteBuffer in) {
            return in.getDouble();
        }
    },
    A_LAW(1) {
        @Override
        double read(ByteBuffer in) {
            return G711.aLaw(in.get()) * 0x1p-15;
        }
    },
    MU_LAW(1) {
        @Override
        double read(ByteBuffer in) {
            return G711.muLaw(in.get()) * 0x1p-15;
        }
    };

    private final int bytes;

    SampleEncoding(int bytes) {
        this.bytes = bytes;
    }

    /** The width of the container. */
    int bytes() {
        return bytes;
    }

    /** The sample at the buffer's position, full scale at [-1, 1]; advances the position by {@link #bytes()}. */
    abstract double read(ByteBuffer in);
}
