package io.guildhall.link;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.guildhall.shared.DomainException;

/**
 * The door of a module's public links.
 *
 * @param <L> a link with what the module keeps beside it
 * @param find reads a link of the organization of the thread
 * @param unknown makes the one answer to what opens nothing
 */
public record LinkDoor<L extends LinkDoor.Opened>(LinkTable table, Function<UUID, Optional<L>> find,
		Supplier<? extends DomainException> unknown) {

	/** What a door knows of a link. */
	public interface Opened {

		/** What all links have. */
		PublicLink link();

	}
}
