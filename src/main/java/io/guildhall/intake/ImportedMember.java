package io.guildhall.intake;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A member whom an import made or met.
 *
 * @param made whether the import made them
 * @param kept the code of why they stay although the import was undone
 */
public record ImportedMember(UUID id, String name, boolean made, @Nullable String kept) {
}
