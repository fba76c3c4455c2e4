/** Pages and REST of activity. */
@NullMarked
package io.guildhall.activity.web;

import org.jspecify.annotations.NullMarked;
