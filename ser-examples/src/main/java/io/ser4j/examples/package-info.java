/** Programs of a few lines, to start from. {@code cli} holds the command line, {@code demo} a backend of one's own. */
package io.ser4j.examples;
