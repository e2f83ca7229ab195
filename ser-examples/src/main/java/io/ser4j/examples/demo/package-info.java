/** A backend of one's own, without ONNX Runtime. */
package io.ser4j.examples.demo;
