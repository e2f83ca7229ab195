module consumer {
    requires io.ser4j;
}
