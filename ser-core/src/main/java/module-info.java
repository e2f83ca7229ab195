/**
 * Speech emotion recognition: the classifier, its results, audio clips, heads, and the service interfaces that backends and
 * audio decoders implement.
 */
module io.ser4j {
    exports io.ser4j;
    exports io.ser4j.head;
    exports io.ser4j.spi;

    uses io.ser4j.spi.AudioDecoder;
    uses io.ser4j.spi.EmotionModelProvider;
}
