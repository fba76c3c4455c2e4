/** Pages and REST of recency, frequency and money. */
@NullMarked
package io.guildhall.rfm.web;

import org.jspecify.annotations.NullMarked;
