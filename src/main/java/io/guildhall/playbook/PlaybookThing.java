package io.guildhall.playbook;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that there is for a step, whoever made it.
 *
 * @param id of the batch, the sale, the sample, the programme or the ladder; null for
 * tasks, of which there are many
 * @param name null where it has none
 * @param open whether it works; false for a draft, or one that is paused
 * @param count of the tasks; null for others
 */
public record PlaybookThing(PlaybookStep step, @Nullable UUID id, @Nullable String name, boolean open,
		@Nullable Integer count) {
}
