/** Pages and REST of tiers. */
@NullMarked
package io.guildhall.tiering.web;

import org.jspecify.annotations.NullMarked;
