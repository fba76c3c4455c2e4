package io.guildhall.membership;

import java.time.Instant;
import java.util.List;

import org.hibernate.annotations.EmbeddedColumnNaming;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** What is sold as a membership. */
@Entity
@Table(name = "plans")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Plan extends TenantOwned {

	private static final int LONGEST_NAME = 100;

	private static final int LONGEST_FAMILY = 60;

	private static final int LONGEST_GRACE = 365;

	private static final int MOST_BENEFITS = 30;

	@EmbeddedId
	private PlanId id;

	private String name;

	@Column(updatable = false)
	private String family;

	@Column(updatable = false)
	@Enumerated(EnumType.STRING)
	private PlanTerm term;

	@Embedded
	@EmbeddedColumnNaming("product_%s")
	private ProductId product;

	@Embedded
	@AttributeOverride(name = "minor", column = @Column(name = "price_minor"))
	private Money price;

	private int graceDays;

	private boolean archived;

	@Column(updatable = false)
	private Instant createdAt;

	Plan(NewPlan wanted, ProductId product, Instant now) {
		check(wanted);
		this.id = PlanId.next();
		this.family = wanted.family().isBlank() ? wanted.name().strip() : wanted.family().strip();
		this.term = wanted.term();
		this.product = product;
		this.createdAt = now;
		take(wanted);
	}

	/**
	 * Changes what is sold from now on. Family and term stay: members have paid for them.
	 */
	void change(NewPlan wanted) {
		check(wanted);
		take(wanted);
	}

	void archive() {
		archived = true;
	}

	void restore() {
		archived = false;
	}

	static void check(NewPlan wanted) {
		if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
			throw MembershipRefused.name();
		}
		if (wanted.family().length() > LONGEST_FAMILY) {
			throw MembershipRefused.family();
		}
		if (wanted.price().isNegative()) {
			throw MembershipRefused.price();
		}
		if (wanted.graceDays() < 0 || wanted.graceDays() > LONGEST_GRACE) {
			throw MembershipRefused.grace();
		}
		List<String> names = wanted.benefits().stream().map(benefit -> benefit.name().strip()).toList();
		boolean named = names.stream().allMatch(name -> !name.isEmpty() && name.length() <= LONGEST_NAME);
		if (names.size() > MOST_BENEFITS || !named || names.stream().distinct().count() < names.size()) {
			throw MembershipRefused.benefits();
		}
	}

	private void take(NewPlan wanted) {
		name = wanted.name().strip();
		price = wanted.price();
		graceDays = wanted.graceDays();
	}

}
