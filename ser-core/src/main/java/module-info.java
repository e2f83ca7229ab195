/**
 * Speech emotion recognition: the front door, its results, audio clips and the service interface that backends implement.
 */
module io.ser4j {
    exports io.ser4j;
    exports io.ser4j.head;
    exports io.ser4j.spi;

    uses io.ser4j.spi.AudioDecoder;
    uses io.ser4j.spi.EmotionModelProvider;
}
