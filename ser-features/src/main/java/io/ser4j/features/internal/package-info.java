/** Not for use outside of this module: neither exported nor kept compatible. */
package io.ser4j.features.internal;
