package io.guildhall.catalog;

import java.util.UUID;

/**
 * What a product looks like. The picture under an id never changes.
 */
public record ProductPicture(UUID id, int width, int height) {
}
