package io.guildhall.membership;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

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

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

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

	/** How many of a one-off; of others none. */
	@Column(updatable = false)
	private @Nullable Integer days;

	private @Nullable Instant saleFrom;

	private @Nullable Instant saleUntil;

	private int pauseDays;

	@Enumerated(EnumType.STRING)
	private RefundPolicy refundPolicy;

	private @Nullable Integer refundHours;

	private boolean archived;

	@Column(updatable = false)
	private Instant createdAt;

	Plan(NewPlan wanted, ProductId product, Instant now) {
		check(wanted);
		this.id = PlanId.next();
		this.family = wanted.family().isBlank() ? wanted.name().strip() : wanted.family().strip();
		this.term = wanted.term();
		this.days = wanted.conditions().days();
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

	/**
	 * Refuses a sale outside of its window; the minute that is shown still counts.
	 * @param renews whether the buyer has it now: who has it may go on
	 * @param zone in which the refusal says when
	 */
	void requireSold(Instant now, boolean renews, ZoneId zone) {
		if (archived) {
			throw MembershipRefused.archived(name);
		}
		if (renews) {
			return;
		}
		if (saleFrom != null && now.isBefore(saleFrom)) {
			throw PlanRefused.notOnSaleYet(name, shown(saleFrom, zone));
		}
		if (saleUntil != null && isOver(saleUntil, now)) {
			throw PlanRefused.saleOver(name, shown(saleUntil, zone));
		}
	}

	private static String shown(Instant at, ZoneId zone) {
		return MINUTE.format(at.atZone(zone));
	}

	/** Whether a minute has passed, the last of its seconds included. */
	static boolean isOver(Instant minute, Instant now) {
		return now.truncatedTo(ChronoUnit.MINUTES).isAfter(minute);
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
		wanted.conditions().check(wanted.term());
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
		saleFrom = wanted.conditions().saleFrom();
		saleUntil = wanted.conditions().saleUntil();
		pauseDays = wanted.conditions().pauseDays();
		refundPolicy = wanted.conditions().refund();
		refundHours = wanted.conditions().refundHours();
	}

}
