/** Programs of a few lines, to start from. {@code cli} holds the command line, {@code demo} a custom backend. */
package io.ser4j.examples;
