package io.guildhall.community;

import org.jspecify.annotations.Nullable;
import org.springframework.orm.ObjectOptimisticLockingFailureException;

import io.guildhall.shared.TenantOwned;

/** What was read at one version is only written over that one. */
final class Versioned {

	private Versioned() {
	}

	/**
	 * The entity, if it still has the version.
	 * @param version null asks for none
	 * @throws ObjectOptimisticLockingFailureException if somebody changed it meanwhile
	 */
	static <T extends TenantOwned> T at(@Nullable Long version, T entity, Class<T> type, Object id) {
		if (version != null && version != entity.version()) {
			throw new ObjectOptimisticLockingFailureException(type, id);
		}
		return entity;
	}

}
