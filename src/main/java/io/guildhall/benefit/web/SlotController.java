package io.guildhall.benefit.web;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.benefit.Booking;
import io.guildhall.benefit.BookingId;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.MemberCodes;
import io.guildhall.benefit.Slot;
import io.guildhall.benefit.SlotId;
import io.guildhall.benefit.SlotTerms;
import io.guildhall.benefit.Slots;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.staff.StaffService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of what can be booked. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class SlotController {

	private static final String SHOW = "redirect:/o/{organization}/slots/";

	private static final int FEW = 10;

	private static final int SEATS = 20;

	private static final int DAY = 24;

	private static final int AFTERNOON = 14;

	private final Slots slots;

	private final Bookings bookings;

	private final MemberCodes codes;

	private final MemberListing listing;

	private final MemberService members;

	private final CatalogService catalog;

	private final StaffService staff;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry slotsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERSHIPS, 17, "benefit.slots", "/slots",
				Permission.SALES_READ);
	}

	@Bean
	static AuditSubject slotHistory(Slots service) {
		return new AuditSubject(Slots.OBJECT, id -> service.get(new SlotId(id)));
	}

	@GetMapping("/slots")
	String list(@RequestParam(defaultValue = "false") boolean past,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<Slot> some = slots.list(past, after);
		model.addAttribute("slots", some);
		model.addAttribute("hosts", hosts(some.items()));
		model.addAttribute("past", past);
		return "benefit/slots";
	}

	@GetMapping("/slots/new")
	String add(@RequestParam(required = false) @Nullable ProductId product, Model model) {
		LocalDateTime tomorrow = organizations.today().plusDays(1).atTime(AFTERNOON, 0);
		ProductSummary of = (product != null) ? catalog.require(product) : null;
		return edit(null, new SlotForm((of != null) ? of.name() : "", "", "", tomorrow, (of != null) ? 1 : SEATS, "",
				DAY, true, (of != null) ? of.id().id() : null, null, null), model);
	}

	@PostMapping("/slots")
	String create(@Valid @ModelAttribute("form") SlotForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				SlotId id = slots.create(terms(form));
				flash.addFlashAttribute("done", "benefit.slot.done");
				return SHOW + id;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/slots/{slot}")
	String show(@PathVariable SlotId slot, @RequestParam(defaultValue = "") String q, Model model) {
		Slot found = slots.get(slot);
		List<Booking> all = bookings.of(slot);
		model.addAttribute("slot", found);
		model.addAttribute("bookings", all);
		model.addAttribute("counting", bookings.counting(all));
		model.addAttribute("hosts", hosts(List.of(found)));
		Map<String, String> names = members.names(all.stream().map(Booking::member).toList());
		model.addAttribute("names", names);
		model.addAttribute("q", q);
		if (!q.isBlank()) {
			Optional<MemberSummary> known = codes.behind(q);
			model.addAttribute("people", known.map(List::of).orElseGet(() -> listing.search(q, FEW)));
		}
		return "benefit/slot";
	}

	@GetMapping("/slots/{slot}/edit")
	String edit(@PathVariable SlotId slot, Model model) {
		Slot found = slots.get(slot);
		SlotTerms terms = found.terms();
		LocalDateTime at = LocalDateTime.ofInstant(terms.startsAt(), organizations.current().zone());
		return edit(found,
				new SlotForm(terms.title(), terms.place(), terms.note(), at, terms.capacity(), terms.benefit(),
						terms.cancelHours(), terms.missedCounts(),
						(terms.product() != null) ? terms.product().id() : null, terms.host(), found.version()),
				model);
	}

	@PostMapping("/slots/{slot}")
	String change(@PathVariable SlotId slot, @Valid @ModelAttribute("form") SlotForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				slots.change(slot, terms(form), form.version());
				flash.addFlashAttribute("done", "benefit.slot.done");
				return SHOW + slot;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(slots.get(slot), form, model);
	}

	@PostMapping("/slots/{slot}/cancellation")
	String cancel(@PathVariable SlotId slot, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		slots.cancel(slot, reason);
		flash.addFlashAttribute("done", "benefit.slot.done.cancelled");
		return SHOW + slot;
	}

	@PostMapping("/slots/{slot}/bookings")
	String book(@PathVariable SlotId slot, @RequestParam MemberId member, RedirectAttributes flash) {
		flash.addFlashAttribute("done", "benefit.booking.done." + bookings.book(slot, member).state());
		return SHOW + slot;
	}

	@PostMapping("/benefit-bookings/{booking}/cancellation")
	String giveBack(@PathVariable BookingId booking, RedirectAttributes flash) {
		return moved(booking, bookings::cancel, flash);
	}

	@PostMapping("/benefit-bookings/{booking}/check-in")
	String attended(@PathVariable BookingId booking, RedirectAttributes flash) {
		return moved(booking, bookings::attended, flash);
	}

	@PostMapping("/benefit-bookings/{booking}/no-show")
	String missed(@PathVariable BookingId booking, RedirectAttributes flash) {
		return moved(booking, bookings::missed, flash);
	}

	@PostMapping("/benefit-bookings/{booking}/forgiveness")
	String forgive(@PathVariable BookingId booking, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		Booking forgiven = bookings.forgive(booking, reason);
		flash.addFlashAttribute("done", "benefit.booking.done.forgiven");
		return SHOW + forgiven.slot();
	}

	private static String moved(BookingId id, Function<BookingId, Booking> work, RedirectAttributes flash) {
		Booking booking = work.apply(id);
		flash.addFlashAttribute("done", "benefit.booking.done." + booking.state());
		return SHOW + booking.slot();
	}

	private String edit(@Nullable Slot slot, SlotForm form, Model model) {
		model.addAttribute("slot", slot);
		model.addAttribute("form", form);
		model.addAttribute("products", products((form.product() != null) ? new ProductId(form.product()) : null));
		model.addAttribute("staff", staff.list());
		return "benefit/slot-edit";
	}

	/** What can be chosen; what was chosen before stays, though it is sold no more. */
	private List<ProductSummary> products(@Nullable ProductId chosen) {
		List<ProductSummary> all = new ArrayList<>(slots.products());
		if (chosen != null && all.stream().noneMatch(one -> one.id().equals(chosen))) {
			all.addAll(catalog.summaries(List.of(chosen)).values());
		}
		return all;
	}

	/** The names of who holds them. */
	private Map<UUID, String> hosts(List<Slot> some) {
		Map<UUID, String> names = new HashMap<>();
		some.forEach(slot -> {
			if (slot.terms().host() != null) {
				names.computeIfAbsent(slot.terms().host(), staff::name);
			}
		});
		return names;
	}

	private SlotTerms terms(SlotForm form) {
		return form.terms(organizations.current().zone());
	}

	/** What somebody fills in for a slot; the time is that of the organization. */
	record SlotForm(@NotBlank @Size(max = 100) String title, @Nullable @Size(max = 100) String place,
			@Nullable @Size(max = 1000) String note, @NotNull LocalDateTime startsAt,
			@NotNull @Min(1) @Max(10_000) Integer capacity, @Nullable @Size(max = 100) String benefit,
			@NotNull @Min(0) @Max(720) Integer cancelHours, boolean missedCounts, @Nullable UUID product,
			@Nullable UUID host, @Nullable Long version) {

		SlotTerms terms(java.time.ZoneId zone) {
			return new SlotTerms(title, (place != null) ? place : "", (note != null) ? note : "",
					startsAt.atZone(zone).toInstant(), capacity, benefit, cancelHours, missedCounts,
					(product != null) ? new ProductId(product) : null, host);
		}
	}

}
