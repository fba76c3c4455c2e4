@org.jspecify.annotations.NullMarked
package io.guildhall.card.web;
