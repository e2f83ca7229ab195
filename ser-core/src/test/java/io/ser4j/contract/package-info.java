/** The SPI's contract as abstract tests, published as the test-jar of ser-core for whoever writes a backend. */
package io.ser4j.contract;
