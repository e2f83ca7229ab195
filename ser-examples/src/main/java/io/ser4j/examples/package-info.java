/** The command line, its plots, and a demonstration of a custom backend. */
package io.ser4j.examples;
