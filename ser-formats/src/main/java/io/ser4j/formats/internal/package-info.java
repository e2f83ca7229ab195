/** The containers, and one class per library that knows it. Not for use outside of this module. */
package io.ser4j.formats.internal;
