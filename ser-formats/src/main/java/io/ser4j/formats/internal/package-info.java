/** Container formats, and the adapters to the decoders' libraries. Not for use outside of this module. */
package io.ser4j.formats.internal;
