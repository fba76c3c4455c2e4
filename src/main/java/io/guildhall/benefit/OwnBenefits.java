package io.guildhall.benefit;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.member.MemberId;
import io.guildhall.member.OwnPages;
import io.guildhall.member.OwnRoom;
import io.guildhall.membership.MembershipService;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import lombok.RequiredArgsConstructor;

/**
 * What members see of their memberships and of what they bought to use, behind the link
 * to the page of their own.
 */
@Service
@RequiredArgsConstructor
public class OwnBenefits implements OwnRoom {

	private final OwnPages pages;

	private final MemberBenefits benefits;

	private final OwnBookings bookings;

	private final MemberCodes codes;

	private final MembershipService memberships;

	private final OrganizationService organizations;

	/**
	 * What a member sees.
	 *
	 * @param organization whose page it is
	 * @param slug of the organization
	 * @param code by which the member is known at the counter
	 * @param bought what orders bought for them, with what is left of it
	 * @param slots that they may book, and that they have booked
	 */
	public record Page(String organization, String slug, String code, List<MembershipBenefits> memberships,
			List<BoughtBenefit> bought, List<OwnSlot> slots) {
	}

	/**
	 * What stands behind the link.
	 * @param address of who opens it
	 * @throws io.guildhall.member.MemberRefused if the link opens nothing, or the
	 * organization is suspended
	 * @throws io.guildhall.staff.StaffRefused if too many that open nothing came from
	 * there
	 */
	public Page page(String slug, String token, String address) {
		return Objects.requireNonNull(pages.open(slug, token, address, member -> {
			OrganizationDetails organization = organizations.current();
			List<MembershipBenefits> all = benefits.of(member);
			List<BoughtBenefit> bought = benefits.bought(member).stream().filter(one -> !one.isOver()).toList();
			return new Page(organization.name(), organization.slug(), codes.make(member), all, bought,
					bookings.of(member, all, bought));
		}));
	}

	/** The code of the member whose link it is. */
	public String code(String slug, String token, String address) {
		return Objects.requireNonNull(pages.open(slug, token, address, codes::make));
	}

	/**
	 * Books a seat, or a place among those who wait for one.
	 * @throws BookingRefused if it has begun, does not take place, or is for those who
	 * have a membership
	 * @throws BenefitRefused if the member may not use what it costs
	 */
	public void book(String slug, String token, SlotId slot, String address) {
		work(slug, token, address, member -> bookings.book(member, slot));
	}

	/**
	 * Gives it back.
	 * @throws BookingRefused if there is none, or it is too late
	 */
	public void cancel(String slug, String token, SlotId slot, String address) {
		work(slug, token, address, member -> bookings.cancel(member, slot));
	}

	private void work(String slug, String token, String address, Consumer<MemberId> work) {
		pages.<@Nullable Object>open(slug, token, address, member -> {
			work.accept(member);
			return null;
		});
	}

	@Override
	public String key() {
		return "benefit.own";
	}

	@Override
	public String path() {
		return "/benefits";
	}

	@Override
	public boolean isOf(MemberId member) {
		return !memberships.of(member).isEmpty() || !benefits.bought(member).isEmpty();
	}

}
