/** The contract of the SPI as an abstract test class, published in the test-jar of ser-core for authors of backends. */
package io.ser4j.contract;
