/** An example of a custom backend, without ONNX Runtime. */
package io.ser4j.examples.demo;
