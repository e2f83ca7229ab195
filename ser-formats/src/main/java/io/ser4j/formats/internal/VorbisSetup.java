package io.ser4j.formats.internal;

/**
 * Checks the third Vorbis header (Vorbis I specification, section 4.2.4) as far as it decides how much memory the decoder
 * allocates, since a few of its bytes can ask for gigabytes.
 */
final class VorbisSetup {
    /** The limit for all codebooks together; those of real encoders have a tenth of that. */
    private static final int MAX_VALUES = 1 << 20;

    private static final int CODEBOOK_SYNC = 0x564342;
    private static final int MAX_WORD_BITS = 32;
    private static final int FLOOR1_CLASSES = 16;

    private final Input in;
    private final byte[] packet;
    private long bit;
    private long values;
    private int[] entries = new int[0];
    private int[] dimensions = new int[0];

    VorbisSetup(Input in, byte[] packet) {
        this.in = in;
        this.packet = packet;
        this.bit = 8L * "5vorbis".length();
    }

    /**
     * Refuses a header that goes beyond its packet, states a residue of more values than given, or breaks another of the rules
     * here.
     */
    void require(int residueValues) {
        int books = read(8) + 1;
        entries = new int[books];
        dimensions = new int[books];
        for (int book = 0; book < books; book++) {
            readBook(book);
        }
        int times = read(6) + 1;
        skip(16L * times);
        int floors = read(6) + 1;
        for (int floor = 0; floor < floors; floor++) {
            readFloor();
        }
        int residues = read(6) + 1;
        for (int residue = 0; residue < residues; residue++) {
            readResidue(residueValues);
        }
    }

    private void readBook(int book) {
        require(read(24) == CODEBOOK_SYNC, "a codebook begins with its sync pattern");
        int dimension = read(16);
        int count = read(24);
        dimensions[book] = dimension;
        entries[book] = count;
        values += (long) count * Math.max(1, dimension);
        require(dimension > 0 && values <= MAX_VALUES, "all codebooks together have up to " + MAX_VALUES + " values");
        readLengths(count);
        int lookup = read(4);
        if (lookup > 0) {
            skip(64);
            int bits = read(4) + 1;
            skip(1 + (long) bits * (lookup == 1 ? lookupValues(count, dimension) : (long) count * dimension));
        }
    }

    private void readLengths(int count) {
        boolean ordered = read(1) == 1;
        if (ordered) {
            int length = read(5) + 1;
            int done = 0;
            while (done < count) {
                require(length++ <= MAX_WORD_BITS, "code words have up to " + MAX_WORD_BITS + " bits");
                done += read(MAX_WORD_BITS - Integer.numberOfLeadingZeros(count - done));
            }
            require(done == count, "a codebook has a length for each entry");
            return;
        }
        boolean sparse = read(1) == 1;
        for (int i = 0; i < count; i++) {
            if (!sparse || read(1) == 1) {
                skip(5);
            }
        }
    }

    private void readFloor() {
        int type = read(16);
        require(type <= 1, "floors are of type 0 or 1");
        if (type == 0) {
            skip(8 + 16 + 16 + 6 + 8);
            skip(8L * (read(4) + 1));
            return;
        }
        int[] classOf = new int[read(5)];
        int classes = 0;
        for (int i = 0; i < classOf.length; i++) {
            classOf[i] = read(4);
            classes = Math.max(classes, classOf[i] + 1);
        }
        int[] points = new int[FLOOR1_CLASSES];
        for (int i = 0; i < classes; i++) {
            points[i] = read(3) + 1;
            int subclasses = read(2);
            skip((subclasses > 0 ? 8 : 0) + (8L << subclasses));
        }
        skip(2);
        int rangeBits = read(4);
        for (int pointsOf : classOf) {
            skip((long) points[pointsOf] * rangeBits);
        }
    }

    private void readResidue(int mostValues) {
        require(read(16) <= 2, "residues are of type 0, 1 or 2");
        int begin = read(24);
        int end = read(24);
        require(begin <= end && end <= mostValues, "a residue has up to " + mostValues + " values");
        skip(24);
        int classes = read(6) + 1;
        int book = read(8);
        require(
                book < entries.length && Math.pow(classes, dimensions[book]) <= entries[book],
                "a residue has a book with an entry for each combination of its classes");
        int cascaded = 0;
        for (int i = 0; i < classes; i++) {
            cascaded += Integer.bitCount(read(3));
            cascaded += read(1) == 1 ? Integer.bitCount(read(5)) : 0;
        }
        skip(8L * cascaded);
    }

    /** The largest number whose power with the given exponent is at most {@code count}. */
    private static int lookupValues(int count, int exponent) {
        int root = (int) Math.floor(Math.pow(count, 1.0 / exponent));
        while (Math.pow(root + 1.0, exponent) <= count) {
            root++;
        }
        while (Math.pow(root, exponent) > count) {
            root--;
        }
        return root;
    }

    /** Reads an unsigned number, least significant bit first. */
    private int read(int bits) {
        skip(bits);
        int value = 0;
        for (int i = 0; i < bits; i++) {
            long at = bit - bits + i;
            value |= (packet[(int) (at >> 3)] >> (at & 7) & 1) << i;
        }
        return value;
    }

    private void skip(long bits) {
        bit += bits;
        require(bit <= 8L * packet.length, "its parts end within it");
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw in.refused("the third Vorbis header must obey the rule that " + rule + ", but does not");
        }
    }
}
