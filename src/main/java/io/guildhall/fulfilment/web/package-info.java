@org.jspecify.annotations.NullMarked
package io.guildhall.fulfilment.web;
