package io.guildhall.card.web;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.audit.AuditSubject;
import io.guildhall.card.Card;
import io.guildhall.card.CardBatch;
import io.guildhall.card.CardBatchId;
import io.guildhall.card.CardBatches;
import io.guildhall.card.CardGift;
import io.guildhall.card.CardId;
import io.guildhall.card.CardSheets;
import io.guildhall.card.CardState;
import io.guildhall.card.CardTerms;
import io.guildhall.card.Cards;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.ChannelSummary;
import io.guildhall.order.OrderId;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of the staff about printed cards. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class CardController {

	private static final String BATCH = "redirect:/o/{organization}/card-batches/";

	private static final String ORDER = "redirect:/o/{organization}/orders/";

	private final CardBatches batches;

	private final Cards cards;

	private final CardSheets sheets;

	private final CouponBatches coupons;

	private final ChannelService channels;

	private final MemberService members;

	@Bean
	static NavigationEntry cardsEntry() {
		return new NavigationEntry(NavigationEntry.Section.COUPONS, 30, "card.title", "/card-batches",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart cardsOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 10, "card.part", "/orders/{id}/cards", Permission.SALES_READ);
	}

	@Bean
	static AuditSubject cardBatchHistory(CardBatches service) {
		return new AuditSubject("card-batch", id -> service.get(new CardBatchId(id)));
	}

	@Bean
	static AuditSubject cardHistory(Cards service) {
		return new AuditSubject("card", id -> service.get(new CardId(id)));
	}

	@GetMapping("/card-batches")
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("batches", batches.list(after));
		return "card/list";
	}

	@GetMapping("/card-batches/new")
	String fresh(Model model) {
		return edit(BatchForm.EMPTY, model);
	}

	@PostMapping("/card-batches")
	String create(@Valid @ModelAttribute("form") BatchForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				CardBatchId id = batches.create(form.terms());
				flash.addFlashAttribute("done", "card.created");
				return BATCH + id;
			}
			catch (DomainException refusal) {
				if (refusal.getKind() == DomainException.Kind.NOT_FOUND) {
					throw refusal;
				}
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(form, model);
	}

	@GetMapping("/card-batches/{id}")
	String show(@PathVariable CardBatchId id, @RequestParam(required = false) @Nullable CardState state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		CardBatch batch = batches.get(id);
		Slice<Card> some = cards.list(id, state, after);
		model.addAttribute("batch", batch);
		model.addAttribute("cards", some);
		model.addAttribute("state", state);
		model.addAttribute("states", CardState.values());
		model.addAttribute("names", names(some.items()));
		if (OnBehalf.may(Permission.DASHBOARD_READ)) {
			model.addAttribute("figures", batches.figures(id));
		}
		BatchId coupon = batch.terms().gift().coupon();
		model.addAttribute("coupon", (coupon != null) ? coupons.get(coupon) : null);
		return "card/show";
	}

	@PostMapping("/card-batches/{id}/revocation")
	String revoke(@PathVariable CardBatchId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		batches.revoke(id, reason);
		flash.addFlashAttribute("done", "card.batch.revoked");
		return BATCH + id;
	}

	@PostMapping("/card-batches/{id}/sheets")
	ResponseEntity<byte[]> print(@PathVariable CardBatchId id, @RequestParam(defaultValue = "1") int part) {
		return file(sheets.print(id, part, here()), MediaType.APPLICATION_PDF, "cards-" + part + ".pdf");
	}

	@PostMapping("/card-batches/{id}/codes")
	ResponseEntity<byte[]> codes(@PathVariable CardBatchId id) {
		return file(sheets.codes(id, here()), new MediaType("text", "csv", StandardCharsets.UTF_8), "cards.csv");
	}

	@PostMapping("/cards/{id}/revocation")
	String revoke(@PathVariable CardId id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		Card card = cards.revoke(id, reason);
		flash.addFlashAttribute("done", "card.revoked");
		flash.addFlashAttribute("doneArgs", List.of(card.number()));
		return BATCH + card.batch();
	}

	@GetMapping("/orders/{id}/cards")
	String ofOrder(@PathVariable OrderId id, Model model) {
		List<Card> all = cards.of(id);
		model.addAttribute("order", id);
		model.addAttribute("cards", all);
		model.addAttribute("names", names(all));
		return "card/list :: order";
	}

	@PostMapping("/orders/{id}/cards")
	String handOut(@PathVariable OrderId id, @RequestParam(defaultValue = "") String code, RedirectAttributes flash) {
		Card card = cards.handOut(id, code);
		flash.addFlashAttribute("done", "card.handed-out");
		flash.addFlashAttribute("doneArgs", List.of(card.number(), card.batchName()));
		return ORDER + id;
	}

	@PostMapping("/orders/{id}/cards/{card}/return")
	String takeBack(@PathVariable OrderId id, @PathVariable CardId card, RedirectAttributes flash) {
		cards.takeBack(id, card);
		flash.addFlashAttribute("done", "card.taken-back");
		return ORDER + id;
	}

	private String edit(BatchForm form, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("channels", OnBehalf.may(Permission.COMMUNITY_READ) ? openChannels() : List.of());
		model.addAttribute("coupons", coupons.open());
		model.addAttribute("most", CardTerms.MOST);
		return "card/edit";
	}

	private List<ChannelSummary> openChannels() {
		List<ChannelSummary> open = new ArrayList<>();
		Slice.all(after -> channels.list(true, after), some -> open.addAll(some));
		return open;
	}

	private Map<MemberId, MemberSummary> names(Collection<Card> some) {
		return members.summaries(some.stream()
			.map(Card::member)
			.flatMap(Stream::ofNullable)
			.map(Objects::requireNonNull)
			.distinct()
			.toList());
	}

	private static String here() {
		return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
	}

	private static ResponseEntity<byte[]> file(byte[] bytes, MediaType type, String name) {
		return ResponseEntity.ok()
			.contentType(type)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
			.body(bytes);
	}

	/**
	 * A batch, as its form has it.
	 *
	 * @param coupon one of this batch; else points
	 */
	record BatchForm(@NotBlank @Size(max = 80) String name, @NotBlank @Size(max = 40) String title,
			@Size(max = 200) @Nullable String text, @Nullable UUID coupon, @Nullable Long points, @NotNull UUID channel,
			@NotNull LocalDate lastDay, boolean withOrder, @NotNull @Min(1) @Max(CardTerms.MOST) Integer cards) {

		@SuppressWarnings("NullAway") // nothing is bound where nothing is sent
		static final BatchForm EMPTY = new BatchForm("", "", "", null, null, null, null, true, 100);

		CardTerms terms() {
			return new CardTerms(name, title, (text != null) ? text : "",
					new CardGift((coupon != null) ? new BatchId(coupon) : null, points), new ChannelId(channel),
					lastDay, withOrder, cards);
		}
	}

}
