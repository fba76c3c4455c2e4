@org.jspecify.annotations.NullMarked
package io.guildhall.storefront.web;
