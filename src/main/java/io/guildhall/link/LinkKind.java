package io.guildhall.link;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** For whom a link is. */
public enum LinkKind {

	/** Each member has one of their own, which is signed and names them. */
	PERSONAL,
	/** One for a whole group: who uses it says who they are. */
	GROUP;

	/** That of a group names one, and a personal one none. */
	public boolean fits(@Nullable UUID group) {
		return (group != null) == (this == GROUP);
	}

}
