package io.guildhall.catalog;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/** What a product is made of, or changed to. */
public record NewProduct(String name, ProductKind kind, Money price, @Nullable String description) {
}
