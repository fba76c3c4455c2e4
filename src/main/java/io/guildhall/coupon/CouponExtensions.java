package io.guildhall.coupon;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.job.JobService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Lets all coupons of a batch count longer that members hold: a shop was closed, a parcel
 * came late. One by one {@link CouponIssuing} does it, also for one that has ended.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponExtensions {

	private final CouponBatchRepository batches;

	private final JobService jobs;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	/**
	 * Begins, in the background: unused ones that end sooner count to the end of that
	 * day, of members whom who acts may see. What has ended or is held by an order stays
	 * as it is.
	 * @param lastDay on which they still count, where the organization is
	 * @param reason that the members could be told
	 * @return the job
	 * @throws CouponRefused if there is no such batch, the day has passed or is too far
	 * away, or there is no reason
	 */
	@May(Permission.COUPON_ISSUE)
	public UUID start(BatchId id, LocalDate lastDay, String reason) {
		CouponIssuing.requireReason(reason);
		CouponBatch batch = batches.require(id);
		OrganizationDetails organization = organizations.current();
		LocalDate today = organizations.today();
		if (lastDay.isBefore(today)) {
			throw CouponRefused.dayPassed();
		}
		if (lastDay.isAfter(today.plusDays(CouponValidity.LONGEST))) {
			throw CouponRefused.noValidity();
		}
		Instant ends = organization.startOf(lastDay.plusDays(1));
		audit.record("coupon.batch.extended", "coupon-batch", batch.getId(), Map.of("lastDay", lastDay.toString()));
		return jobs.start(CouponExtensionWork.KIND,
				Map.of("batch", id.toString(), "ends", ends.toString(), "reason", reason.strip()), "/coupons/" + id);
	}

}
