package io.ser4j.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionScore;
import io.ser4j.ModelException;
import io.ser4j.internal.Parallel;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearHeadTest {
    private static final List<Emotion> LABELS = List.of(new Emotion("böse"), Emotion.NEUTRAL);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("mine.head");
        head("mine").write(file);
    }

    static LinearHead head(String id) {
        ModelSpec spec =
                new ModelSpec(id, "1", LABELS, EmbeddingModel.RATE, 1.7, Map.of(ModelSpec.LICENCE, "CC BY 4.0"));
        LinearLayer layer = LinearLayer.of(
                new double[] {0.1, 1 / 3.0},
                new double[] {Math.PI, 1e-300},
                new double[][] {{1, Double.MIN_VALUE}, {-2, 0}},
                new double[] {0.5, -0.0});
        TrainingMarks marks = new TrainingMarks(List.of("0123456789abcdef"), List.of("fedcba9876543210"));
        return LinearHead.of(spec, new BaseModel("base", "1", "abc"), layer, marks);
    }

    @Test
    void whatIsWrittenIsReadAgainToTheLastBit() throws IOException {
        LinearHead read = LinearHead.read(file);
        LinearHead head = head("mine");
        assertThat(read.spec().labels()).isEqualTo(LABELS);
        assertThat(read.spec().temperature()).isEqualTo(1.7);
        assertThat(read.spec().properties())
                .containsEntry(ModelSpec.LICENCE, "CC BY 4.0")
                .containsEntry(ModelSpec.SIZE_BYTES, Long.toString(Files.size(file)));
        assertThat(read.base()).isEqualTo(head.base());
        assertThat(read.training()).isEqualTo(head.training());
        assertThat(read.layer().centre()).containsExactly(head.layer().centre());
        assertThat(read.layer().scale()).containsExactly(head.layer().scale());
        assertThat(read.layer().weights()).isDeepEqualTo(head.layer().weights());
        assertThat(read.layer().bias()).containsExactly(head.layer().bias());
        Path again = folder.resolve("again.head");
        read.write(again);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void logitsAreTheWeightedSumOfStandardisedNumbers() {
        LinearLayer layer = LinearLayer.of(
                new double[] {1, 2}, new double[] {2, 4}, new double[][] {{3, 5}, {-1, 0}}, new double[] {0.5, 1});
        assertThat(layer.logits(new float[] {5, -2})).containsExactly(0.5 + 3 * 2 - 5, 1 - 2);
        assertThatThrownBy(() -> layer.logits(new float[3])).hasMessageContaining("must have 2 values, but has 3");
    }

    @Test
    void aHeadAnswersThroughTheClassifierAndEmbedsAsItsBase() {
        EmbeddingModel base = new EmbeddingModel("1", "abc");
        AudioClip clip = AudioClip.of(new float[] {0.5f, -0.25f}, EmbeddingModel.RATE);
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(head("mine").on(base)).build()) {
            assertThat(classifier.classify(clip).scores()).hasSize(2);
            assertThat(classifier.embedding(clip)).containsExactly(0.125f, 0.15625f);
            double sum = LABELS.stream()
                    .mapToDouble(label -> classifier.classify(clip).probability(label))
                    .sum();
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
        assertThat(base.isClosed()).isTrue();
    }

    @Test
    void headsShareAnOpenBase() {
        EmbeddingModel base = new EmbeddingModel("1", "abc");
        AudioClip clip = AudioClip.of(new float[] {0.5f, -0.25f}, EmbeddingModel.RATE);
        try (EmotionClassifier general = EmotionClassifier.builder().model(base).build()) {
            for (String id : List.of("anna", "ben")) {
                EmotionModel own = head(id).on(general.sharedModel());
                try (EmotionClassifier classifier =
                        EmotionClassifier.builder().model(own).build()) {
                    assertThat(classifier.classify(clip).scores())
                            .extracting(EmotionScore::emotion)
                            .containsExactlyInAnyOrderElementsOf(LABELS);
                }
            }
            assertThat(base.isClosed()).isFalse();
        }
        assertThat(base.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, abc, 'version 2'", "1, def, 'SHA-256 def'", "1, '', 'version 1; train'"})
    void anotherBaseIsRefusedNamingBoth(String version, String sha256, String named) {
        EmbeddingModel other = new EmbeddingModel(version, sha256);
        assertThatThrownBy(() -> head("mine").on(other))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("base, version 1, SHA-256 abc")
                .hasMessageContaining(named);
        assertThat(other.isClosed()).isFalse();
        assertThatThrownBy(() -> HeadFolder.of(folder, id -> other).open("mine"))
                .isInstanceOf(ModelException.class);
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void anEmbeddingOfAnotherLengthIsRefused() {
        LinearHead head = head("mine");
        LinearLayer narrow =
                LinearLayer.of(new double[] {0}, new double[] {1}, new double[][] {{1}, {2}}, new double[] {0, 0});
        LinearHead wrong = LinearHead.of(head.spec(), head.base(), narrow, head.training());
        assertThatThrownBy(() -> wrong.on(new EmbeddingModel("1", "abc")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must get embeddings of 1 numbers, but base gives 2");
    }

    @Test
    void theFolderListsHeadsAndExplainsItself() throws IOException {
        Files.copy(file, folder.resolve("renamed.head"));
        Files.writeString(folder.resolve("No id.head"), "");
        Files.writeString(folder.resolve("notes.txt"), "");
        HeadFolder heads = HeadFolder.of(folder, id -> new EmbeddingModel("1", "abc"));
        assertThat(heads.modelIds()).containsExactly("mine", "renamed");
        try (EmotionModel model = heads.open("mine")) {
            assertThat(model.spec().labels()).isEqualTo(LABELS);
        }
        assertThatThrownBy(() -> heads.open("renamed"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("renamed.head must be named after its id, but that is mine");
        assertThatThrownBy(() -> HeadFolder.of(folder.resolve("none")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("none cannot be listed: it does not exist");
        assertThatThrownBy(() -> HeadFolder.of(file))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("cannot be listed: it is not a folder");
        assertThatThrownBy(() -> HeadFolder.of(folder).open("mine"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the base model of the head mine must open: no inference backend was found");
    }

    @Test
    void manyMayWriteTheSameHeadAtOnce() throws IOException {
        LinearHead head = LinearHead.read(file);
        Parallel.map(
                IntStream.range(0, 400).boxed().toList(),
                round -> {
                    try {
                        head.write(file);
                        return LinearHead.read(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                4);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void windowsLineEndsChangeNothing() throws IOException {
        LinearHead head = LinearHead.read(file);
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
        LinearHead same = LinearHead.read(file);
        assertThat(same.layer()).usingRecursiveComparison().isEqualTo(head.layer());
        assertThat(same.training()).isEqualTo(head.training());
    }

    /** Changes a file, and gives it the hash of the changed text. */
    private void change(UnaryOperator<String> change) throws IOException, NoSuchAlgorithmException {
        String whole = Files.readString(file);
        String body = change.apply(whole.substring(0, whole.lastIndexOf("sha256=")));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, body + "sha256=" + HexFormat.of().formatHex(hash) + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ser4j.head=1|ser4j.head=2|ser4j.head=1, but is ser4j.head=2",
                "ser4j.head=1|hello|must begin with ser4j.head=1",
                "temperature=1.7|temperature=0|temperature must be positive",
                "temperature=1.7|temperature=warm|temperature must be a number, but is \"warm\"",
                "temperature=1.7|temper=1.7|one line temperature=, but there are 0",
                "bias=0.5 -0.0|bias=0.5|weights must have 1 values, but has 2",
                "bias=0.5 -0.0|bias=NaN 0|bias must be finite, but was NaN",
                "bias=0.5 -0.0|bias=0.5  -0.0|breaks a rule",
                "scale=3.141592653589793|scale=-3.0|scale must be positive, but was -3.0",
                "label=neutral|label=böse|labels must be at least two different ones",
                "label=neutral|label=neutral~colour=red|unknown key, but some have [colour]",
                "label=neutral|label=neutral~nonsense|must be key=value, but one is \"nonsense\"",
                "clip=0123456789abcdef|clip=0123|16 or 80 hexadecimal digits, but was \"0123\"",
                "sample_rate_hz=8000|sample_rate_hz=99999999999|sample_rate_hz must be a whole number below 2^31, but is \"99999999999\"",
                "id=mine|id=../mine|the id of a head must be",
            })
    void aMalformedFileIsAModelExceptionThatSaysWhat(String from, String to, String said)
            throws IOException, NoSuchAlgorithmException {
        change(text -> {
            assertThat(text).contains(from);
            return text.replace(from, to.replace('~', '\n'));
        });
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("mine.head")
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatIsCutOffOrChangedOrTooLargeIsRefused() throws IOException {
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertThatThrownBy(() -> LinearHead.read(file)).hasMessageContaining("cut off or changed");
        Files.writeString(file, whole.replace("temperature=1.7", "temperature=1.8"));
        assertThatThrownBy(() -> LinearHead.read(file)).hasMessageContaining("cut off or changed");
        byte[] foreign = whole.getBytes(StandardCharsets.UTF_8);
        foreign[foreign.length - 1] = (byte) 0xff;
        Files.write(file, foreign);
        assertThatThrownBy(() -> LinearHead.read(file)).hasMessageContaining("must be UTF-8");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(HeadFile.MAX_BYTES + 1);
        }
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most 67108864 bytes");
        assertThatThrownBy(() -> LinearHead.read(folder)).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> LinearHead.read(folder.resolve("none.head")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void whatWouldNotFitIntoMemoryIsRefusedBeforeItIsRead() throws IOException, NoSuchAlgorithmException {
        String whole = Files.readString(file);
        change(text -> text.replace("bias=0.5 -0.0", "bias=0" + " 0".repeat(1 << 16)));
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("a line bias= must have at most 65536 numbers, but has 65537");
        Files.writeString(file, whole);
        change(text -> text + "weights=1 1\n".repeat(1024));
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most 1024 lines weights=, but there are 1026");
        Files.writeString(file, whole);
        change(text -> text + "label=x\n".repeat(1023));
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most 1024 lines label=, but there are 1025");
        Files.writeString(file, whole);
        String keys = IntStream.range(0, 1024).mapToObj(i -> "k" + i + "=\n").collect(Collectors.joining());
        change(text -> text + keys);
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("at most 1024 different keys");
        Files.writeString(file, "ser4j.head=" + "x".repeat(1 << 16) + "\n");
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
        Files.writeString(file, whole);
        change(text -> text + "k" + " ".repeat(1 << 16) + "=1\n");
        assertThatThrownBy(() -> LinearHead.read(file))
                .isInstanceOf(ModelException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void randomChangesGiveAHeadOrAModelException() throws IOException, NoSuchAlgorithmException {
        String whole = Files.readString(file);
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(whole.lastIndexOf("sha256="));
            char other = (char) (random.nextInt(96) + 31);
            Files.writeString(file, whole);
            change(text -> text.substring(0, at) + other + text.substring(at + 1));
            try {
                LinearHead.read(file);
            } catch (ModelException expected) {
                assertThat(expected).hasMessageContaining("mine.head");
            }
        }
    }

    @Test
    void headsThatCouldNotBeReadAgainAreRefused() {
        LinearHead head = head("mine");
        ModelSpec broken = new ModelSpec("mine", "1", LABELS, 8000, 1, Map.of("note", "a\nb"));
        assertThatThrownBy(() -> LinearHead.of(broken, head.base(), head.layer(), head.training()))
                .isInstanceOf(IllegalArgumentException.class);
        BaseModel forged = new BaseModel("base", "1", "abc\nspeaker=0123456789abcdef");
        assertThatThrownBy(() -> LinearHead.of(head.spec(), forged, head.layer(), head.training()))
                .isInstanceOf(IllegalArgumentException.class);
        ModelSpec three = ModelSpec.of("mine", List.of(Emotion.SAD, Emotion.FEAR, Emotion.HAPPY), 8000);
        assertThatThrownBy(() -> LinearHead.of(three, head.base(), head.layer(), head.training()))
                .hasMessageContaining("one class per label, of which there are 3, but has 2");
        List<Emotion> many =
                IntStream.range(0, 1025).mapToObj(i -> new Emotion("class" + i)).toList();
        ModelSpec large = ModelSpec.of("mine", many, 8000);
        assertThatThrownBy(() -> LinearHead.of(large, head.base(), head.layer(), head.training()))
                .hasMessageContaining("must have at most 1024 classes, but has 1025");
        int wide = (1 << 16) + 1;
        double[] ones = DoubleStream.generate(() -> 1).limit(wide).toArray();
        LinearLayer layer = LinearLayer.of(ones, ones, new double[][] {ones, ones}, new double[2]);
        assertThatThrownBy(() -> LinearHead.of(head.spec(), head.base(), layer, head.training()))
                .hasMessageContaining("must take at most 65536 numbers, but takes 65537");
        assertThat(LinearHead.isId("My")).isFalse();
        assertThat(List.of("con", "nul.1", "com1", "lpt9.x")).noneMatch(LinearHead::isId);
        assertThat(List.of("console", "com", "com10", "x.nul")).allMatch(LinearHead::isId);
        assertThat(LinearHead.isId("my-voices.2")).isTrue();
    }

    @Test
    void aLayerSharesNoArrayWithAnybody() {
        double[] centre = {1};
        double[] scale = {2};
        double[][] weights = {{3}, {4}};
        double[] bias = {5, 6};
        LinearLayer layer = LinearLayer.of(centre, scale, weights, bias);
        double[] logits = layer.logits(new float[] {7});
        for (double[] array : List.of(centre, scale, weights[0], weights[1], bias)) {
            array[0] = 99;
        }
        for (double[] array :
                List.of(layer.centre(), layer.scale(), layer.weights()[0], layer.weights()[1], layer.bias())) {
            array[0] = 99;
        }
        assertThat(layer.logits(new float[] {7})).containsExactly(logits);
        assertThat(layer.logits(new float[] {7}))
                .as("two calls share no array either")
                .containsExactly(logits);
    }

    @Test
    void aHeadThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken.head"));
        Files.createFile(taken.resolve("inside"));
        assertThatThrownBy(() -> head("taken").write(taken)).isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, taken);
        }
    }
}
