package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A stretch of time that an order paid for. */
@Entity
@Table(name = "membership_terms")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class MembershipTerm extends TenantOwned {

	@Id
	private UUID id;

	@Embedded
	@EmbeddedColumnNaming("membership_%s")
	private MembershipId membership;

	@Embedded
	@EmbeddedColumnNaming("plan_%s")
	private PlanId plan;

	@Column(updatable = false)
	private UUID orderId;

	private int position;

	private @Nullable Integer months;

	@Embedded
	@AttributeOverride(name = "minor", column = @Column(name = "paid_minor"))
	private Money paid;

	private Instant paidAt;

	private LocalDate paidOn;

	private LocalDate fromOn;

	private @Nullable LocalDate toOn;

	private @Nullable Instant refundedAt;

	MembershipTerm(MembershipId membership, Plan plan, UUID order, int position, Money paid, Instant paidAt,
			LocalDate paidOn) {
		this.id = Ids.next();
		this.membership = membership;
		this.plan = plan.getId();
		this.orderId = order;
		this.position = position;
		this.months = plan.getTerm().getMonths();
		this.paid = paid;
		this.paidAt = paidAt;
		this.paidOn = paidOn;
		this.fromOn = paidOn;
	}

	/** Where it lies, as the terms before it say. */
	void runs(LocalDate from, @Nullable LocalDate to) {
		fromOn = from;
		toOn = to;
	}

	/** The money went back, and with it the time. */
	void refund(Instant at) {
		refundedAt = at;
	}

	boolean isRefunded() {
		return refundedAt != null;
	}

}
