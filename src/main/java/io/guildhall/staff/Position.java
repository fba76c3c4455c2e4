package io.guildhall.staff;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** What an account is in an organization. */
@Entity
@Table(name = "account_organizations")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Position {

	@EmbeddedId
	private Key key;

	@Version
	private @Nullable Long version;

	@Enumerated(EnumType.STRING)
	private Role role;

	private Instant joinedAt;

	private @Nullable Instant removedAt;

	Position(UUID accountId, UUID organizationId, Role role, Instant now) {
		this.key = new Key(accountId, organizationId);
		this.role = role;
		this.joinedAt = now;
	}

	/** Whether it is held now. */
	boolean isHeld() {
		return removedAt == null;
	}

	void become(Role newRole) {
		this.role = newRole;
	}

	void end(Instant now) {
		this.removedAt = now;
	}

	/**
	 * Somebody who left comes back.
	 * @throws StaffRefused if they have not left
	 */
	void resume(Role newRole, Instant now) {
		if (isHeld()) {
			throw StaffRefused.worksHere();
		}
		this.role = newRole;
		this.joinedAt = now;
		this.removedAt = null;
	}

	/**
	 * An organization without an owner could never get one again.
	 * @throws StaffRefused if none of the owners is left without this account
	 */
	static void keepAnOwner(List<Position> owners, UUID account) {
		if (owners.stream().allMatch(owner -> owner.key.accountId().equals(account))) {
			throw StaffRefused.lastOwner();
		}
	}

	/** Whose position it is, and where. */
	@Embeddable
	record Key(UUID accountId, UUID organizationId) {
	}

}
