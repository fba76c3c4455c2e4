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

import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.link.LinkDoor;
import io.guildhall.link.LinkGate;
import io.guildhall.link.LinkRefused;
import io.guildhall.member.LinkedMembers;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.FormToken;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The public pages on which members order, without a login (ADR 141). The address alone
 * tells whose page it is, and a personal one who follows it; of the page of a group,
 * nobody learns anything about a member by naming their contact.
 */
@Service
@RequiredArgsConstructor
public class ShopDoor {

	/** What a member does here themselves. */
	static final Set<Permission> OWN = EnumSet.of(Permission.SALES_READ, Permission.ORDER_RECORD,
			Permission.MEMBER_READ, Permission.COMMUNITY_READ);

	/** The one answer to whatever of a member it depends on. */
	private static final Told NOT_SO = Told.of("storefront.refused.own-link");

	private final ShopReading reading;

	private final LinkGate gate;

	private final Shop shop;

	private final FulfilmentListing deliveries;

	private final LinkedMembers members;

	private final ProductPictures pictures;

	private final OrganizationService organizations;

	private final FormGate forms;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The page of a personal link.
	 * @param address of who asks
	 * @throws LinkRefused if it is none, or was altered
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ShopPage byPerson(String token, String address) {
		return gate.behind(door(), OrderPages.MEMBER, token, address, (page, named) -> {
			MemberId member = members.named(named).orElse(null);
			return (member != null) ? own(member, () -> page(page, member, "")) : gone(page);
		});
	}

	/**
	 * The member of a personal link sends the form: without what it comes to, that is
	 * shown first; with it, the order is placed.
	 * @throws LinkRefused as {@link #byPerson}
	 */
	public ShopAttempt orderByPerson(String token, ShopForm form) {
		return gate.behind(door(), OrderPages.MEMBER, token, form.address(), (page, named) -> {
			Optional<MemberId> member = members.named(named);
			if (member.isEmpty() || isOver(page)) {
				return ShopAttempt.NOTHING
					.with(Told.of("storefront.state." + (member.isEmpty() ? "NOT_FOR_YOU" : "ENDED")), false);
			}
			return own(member.get(), () -> attempt(page, member.get(), form, null));
		});
	}

	/**
	 * The page of a group's link.
	 * @throws LinkRefused if no page has the code
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	public ShopPage byGroup(String code, String address) {
		return gate.open(door(), code, address, page -> page(page, null, form(page)));
	}

	/**
	 * Somebody sends the form of a group's page: without what it comes to, that is shown
	 * first; with it, they say who they are, and the order is placed.
	 * @throws LinkRefused as {@link #byGroup}
	 */
	public ShopAttempt orderByGroup(String code, ShopForm form) {
		if (form.shown() != null) {
			// Contacts are guessed more easily than signatures.
			gate.requireFree(door(), form.address());
		}
		return gate.open(door(), code, form.address(), page -> {
			if (isOver(page)) {
				return ShopAttempt.NOTHING.with(Told.of("storefront.state.ENDED"), false);
			}
			if (form.shown() == null) {
				return attempt(page, null, form, null);
			}
			return byContact(page, form);
		});
	}

	/**
	 * A picture of what a page sells, as JPEG, for whoever has the code of the page.
	 * @param small as lists show it
	 * @throws LinkRefused if there is none, or the page is closed
	 * @throws io.guildhall.staff.StaffRefused as {@link #byGroup}
	 */
	public byte[] picture(String code, ProductId product, UUID picture, boolean small, String address) {
		return gate.look(door(), code, address, page -> {
			if (isOver(page) || !page.products().contains(product)) {
				throw LinkRefused.unknown();
			}
			try {
				return pictures.jpeg(product, picture, small);
			}
			catch (CatalogRefused gone) {
				throw LinkRefused.unknown();
			}
		});
	}

	private ShopAttempt byContact(ShopReading.Opened page, ShopForm form) {
		FormGate.Judged judged = forms.judge(page.id(), page.link().key(), form.token(), form.trap(), form.address(),
				clock.instant());
		FormGate.Verdict verdict = judged.verdict();
		ShopAttempt before = attempt(page, null, form.unseen(), null);
		if (verdict != FormGate.Verdict.ADMITTED) {
			if (verdict.suspects()) {
				gate.suspect(door(), page.id(), verdict);
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
		// Whoever is known and gets no order counts like whoever is not: the lock must
		// not
		// tell them apart.
		return members.known(form.contact(), Objects.requireNonNull(page.link().group()))
			.map(member -> own(member, () -> attempt(page, member, form, shown)))
			.filter(attempt -> attempt.order() != null)
			.orElseGet(() -> {
				gate.count(door(), page.id(), form.address(), "a contact for which it is not so");
				return before.with(NOT_SO, false);
			});
	}

	private @Nullable Told wrong(ShopReading.Opened page, ShopForm form, ShopAttempt before) {
		ShopReview review = before.review();
		if (review == null) {
			return before.problem();
		}
		if (!Objects.equals(review.total().minor(), form.shown())) {
			return Told.of("storefront.refused.price-changed");
		}
		if (!form.contact().isWhole()) {
			return Told.of("link.contact.wrong");
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
		return new ShopPage(page.link().kind(), page.link().code(), organizations.current().name(), page.link().title(),
				state, (state == ShopPage.State.OPEN) ? shop.offers(page, member) : List.of(),
				(member != null) ? hint(deliveries.last(member, reading.byContact(member))) : null,
				mine.stream()
					.map(order -> new ShopPage.Mine(page.token(order.id()), order.number(), order.state(),
							order.placedAt(), order.total()))
					.toList(),
				mine.isEmpty() ? Shop.NOTHING_YET : mine.get(0).id().toString(), token);
	}

	private ShopPage gone(ShopReading.Opened page) {
		return new ShopPage(page.link().kind(), page.link().code(), organizations.current().name(), page.link().title(),
				ShopPage.State.NOT_FOR_YOU, List.of(), null, List.of(), "", "");
	}

	private boolean isOver(ShopReading.Opened page) {
		OrganizationDetails organization = organizations.current();
		return page.link().closed() || organization.suspended();
	}

	private String form(ShopReading.Opened page) {
		return new FormToken(UUID.randomUUID(), page.id(), clock.instant(), 0).sign(page.link().key());
	}

	/** The trail says that it was a member, and which. */
	private <T extends @Nullable Object> T own(MemberId member, Supplier<T> work) {
		Actor themselves = new Actor(Actor.Kind.MEMBER, member.id(), Actor.SYSTEM.name(), null);
		return onBehalf.of(themselves, OWN, false, tenancy.current(), work::get);
	}

	/** Enough for who lives there to know it; a link may get into other hands. */
	private static @Nullable String hint(@Nullable ShippingAddress last) {
		return (last == null) ? null
				: String.join(" ", last.recipient(), last.phone(), last.region(), last.city(), last.district())
					.replaceAll("\\s+", " ");
	}

	private LinkDoor<ShopReading.Opened> door() {
		return ShopReading.door(reading);
	}

}
