package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** By what members are told apart, in the organization or in one community. */
@Entity
@Table(name = "tier_policies")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class TierPolicy extends TenantOwned {

	/** The scope of the organization's policy. */
	static final UUID ORGANIZATION = new UUID(0, 0);

	@EmbeddedId
	private TierPolicyId id;

	@Column(updatable = false)
	private UUID scopeId;

	private int number;

	private TierTerms terms;

	/** Moved by the evaluation only. */
	@Column(insertable = false, updatable = false)
	private @Nullable LocalDate evaluatedAsOf;

	TierPolicy(TierPolicyId id, @Nullable UUID community, TierTerms terms) {
		this.id = id;
		this.scopeId = (community != null) ? community : ORGANIZATION;
		this.number = 1;
		this.terms = terms;
	}

	/**
	 * Judges by other terms from now on.
	 * @return whether they are others at all
	 */
	boolean change(TierTerms changed) {
		if (changed.equals(terms)) {
			return false;
		}
		terms = changed;
		number++;
		return true;
	}

	@Nullable UUID community() {
		return scopeId.equals(ORGANIZATION) ? null : scopeId;
	}

	TierPolicyDetails details() {
		return new TierPolicyDetails(id, community(), number, terms, evaluatedAsOf, version());
	}

}
