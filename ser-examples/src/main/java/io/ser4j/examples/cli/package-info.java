/** The command line: one class per command, and what they share. */
package io.ser4j.examples.cli;
