package io.guildhall.storefront;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.community.Carrier;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.NewIdentity;
import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.FormToken;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * The public pages on which members order, without a login (ADR 141). The address alone
 * tells whose page it is, and a personal one who follows it; of the page of a group,
 * nobody learns anything about a member by naming their contact.
 */
@Slf4j
@Service
@RequiredArgsConstructor
public class ShopDoor {

	/** What a member does here themselves. */
	static final Set<Permission> OWN = EnumSet.of(Permission.SALES_READ, Permission.ORDER_RECORD,
			Permission.MEMBER_READ, Permission.COMMUNITY_READ);

	/** The one answer to whatever of a member it depends on. */
	private static final Told NOT_SO = Told.of("storefront.refused.own-link");

	private final ShopReading reading;

	private final ShopGate gate;

	private final Shop shop;

	private final FulfilmentListing deliveries;

	private final MemberIdentities identities;

	private final OrganizationService organizations;

	private final FormGate forms;

	private final OnBehalf onBehalf;

	private final Clock clock;

	/**
	 * The page of a personal link.
	 * @param address of who asks
	 * @throws StorefrontRefused if it is none, or was altered
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ShopPage byPerson(String token, String address) {
		return gate.behind(PageToken.Purpose.MEMBER, token, address, (page, named) -> {
			MemberId member = reading.member(named).orElse(null);
			return (member != null) ? own(member, () -> page(page, member, "")) : gone(page);
		});
	}

	/**
	 * The member of a personal link sends the form: without what it comes to, that is
	 * shown first; with it, the order is placed.
	 * @throws StorefrontRefused as {@link #byPerson}
	 */
	public ShopAttempt orderByPerson(String token, ShopForm form) {
		return gate.behind(PageToken.Purpose.MEMBER, token, form.address(), (page, named) -> {
			Optional<MemberId> member = reading.member(named);
			if (member.isEmpty() || isOver(page)) {
				return ShopAttempt.NOTHING
					.with(Told.of("storefront.state." + (member.isEmpty() ? "NOT_FOR_YOU" : "ENDED")), false);
			}
			return own(member.get(), () -> attempt(page, member.get(), form, null));
		});
	}

	/**
	 * The page of a group's link.
	 * @throws StorefrontRefused if no page has the code
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ShopPage byGroup(String code, String address) {
		return gate.open(code, address, page -> page(page, null, form(page)));
	}

	/**
	 * Somebody sends the form of a group's page: without what it comes to, that is shown
	 * first; with it, they say who they are, and the order is placed.
	 * @throws StorefrontRefused as {@link #byGroup}
	 */
	public ShopAttempt orderByGroup(String code, ShopForm form) {
		if (form.shown() != null) {
			// Contacts are guessed more easily than signatures.
			gate.requireFree(form.address());
		}
		return gate.open(code, form.address(), page -> {
			if (isOver(page)) {
				return ShopAttempt.NOTHING.with(Told.of("storefront.state.ENDED"), false);
			}
			if (form.shown() == null) {
				return attempt(page, null, form, null);
			}
			return byContact(page, form);
		});
	}

	private ShopAttempt byContact(ShopReading.Opened page, ShopForm form) {
		FormGate.Judged judged = forms.judge(page.id(), page.key(), form.token(), form.trap(), form.address(),
				clock.instant());
		FormGate.Verdict verdict = judged.verdict();
		ShopAttempt before = attempt(page, null, form.unseen(), null);
		if (verdict != FormGate.Verdict.ADMITTED) {
			if (verdict.suspects()) {
				reading.refused(page.id());
				log.warn("Order page {} was sent a form that is refused: {}", page.id(), verdict);
			}
			return before.with(Told.of(verdict.code()), verdict == FormGate.Verdict.TOO_OFTEN);
		}
		// All that can be said without knowing who it is comes before that is asked: so
		// nobody is told by the order of refusals whose contact is known.
		String shown = Objects.requireNonNull(judged.token()).form().toString();
		Told wrong = wrong(page, form, before);
		if (wrong != null && !shop.isUsed(page, shown)) {
			return before.with(wrong, false);
		}
		NewIdentity contact = identity(form);
		MemberId member = identities.owners(List.of(contact)).get(contact);
		UUID group = page.group();
		if (member == null || group == null || !reading.isIn(group, member)) {
			gate.count(page.id(), form.address(), "a contact of nobody whom it is for");
			return before.with(NOT_SO, false);
		}
		ShopAttempt attempt = own(member, () -> attempt(page, member, form, shown));
		return (attempt.order() != null) ? attempt : before.with(NOT_SO, false);
	}

	private @Nullable Told wrong(ShopReading.Opened page, ShopForm form, ShopAttempt before) {
		ShopReview review = before.review();
		if (review == null) {
			return before.problem();
		}
		if (!Objects.equals(review.total().minor(), form.shown())) {
			return Told.of("storefront.refused.price-changed");
		}
		if (!identity(form).isWhole()) {
			return Told.of("storefront.contact.wrong");
		}
		try {
			shop.requireWhole(page, review.sent(), form);
			return null;
		}
		catch (DomainException refusal) {
			return Told.of(refusal);
		}
	}

	/**
	 * Without what it comes to that is shown; with it the order is placed, and where it
	 * is not, that is shown again.
	 */
	private ShopAttempt attempt(ShopReading.Opened page, @Nullable MemberId member, ShopForm form,
			@Nullable String again) {
		try {
			if (form.shown() == null || member == null) {
				return ShopAttempt.look(shop.review(page, member, form));
			}
			return ShopAttempt.placed(page.token(shop.place(page, member, form, again)));
		}
		catch (DomainException refusal) {
			Told told = (refusal instanceof Idempotency.KeyRefused) ? Told.moved() : Told.of(refusal);
			return ((form.shown() == null) ? ShopAttempt.NOTHING : attempt(page, member, form.unseen(), null))
				.with(told, false);
		}
	}

	private ShopPage page(ShopReading.Opened page, @Nullable MemberId member, String token) {
		List<PageOrder> mine = (member != null) ? reading.mine(page.id(), member) : List.of();
		ShopPage.State state = isOver(page) ? ShopPage.State.ENDED
				: shop.waiting(mine) ? ShopPage.State.WAITING : ShopPage.State.OPEN;
		return new ShopPage(page.kind(), organizations.current().name(), page.title(), state,
				(state == ShopPage.State.OPEN) ? shop.offers(page, member) : List.of(),
				(member != null) ? hint(deliveries.last(member, reading.byContact(member))) : null,
				mine.stream()
					.map(order -> new ShopPage.Mine(page.token(order.id()), order.number(), order.state(),
							order.placedAt(), order.total()))
					.toList(),
				mine.isEmpty() ? Shop.NOTHING_YET : mine.get(0).id().toString(), token);
	}

	private ShopPage gone(ShopReading.Opened page) {
		return new ShopPage(page.kind(), organizations.current().name(), page.title(), ShopPage.State.NOT_FOR_YOU,
				List.of(), null, List.of(), "", "");
	}

	private boolean isOver(ShopReading.Opened page) {
		OrganizationDetails organization = organizations.current();
		return page.closed() || organization.suspended();
	}

	private String form(ShopReading.Opened page) {
		return new FormToken(UUID.randomUUID(), page.id(), clock.instant(), 0).sign(page.key());
	}

	/** The trail says that it was a member, and which. */
	private <T extends @Nullable Object> T own(MemberId member, Supplier<T> work) {
		Actor themselves = new Actor(Actor.Kind.MEMBER, member.id(), Actor.SYSTEM.name(), null);
		return onBehalf.of(themselves, OWN, false, gate.organization(), work::get);
	}

	/** Enough for who lives there to know it; a link may get into other hands. */
	private static @Nullable String hint(@Nullable ShippingAddress last) {
		return (last == null) ? null
				: String.join(" ", last.recipient(), last.phone(), last.region(), last.city(), last.district())
					.replaceAll("\\s+", " ");
	}

	private static NewIdentity identity(ShopForm form) {
		return switch (form.kind()) {
			case PHONE -> NewIdentity.phone(form.contact());
			case EMAIL -> NewIdentity.email(form.contact());
			case WECHAT -> NewIdentity.handle(Carrier.WECHAT, form.contact());
		};
	}

}
