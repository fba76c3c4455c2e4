package io.guildhall.storefront.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.audit.AuditSubject;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.link.LinkKind;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.QrPicture;
import io.guildhall.storefront.NewOrderPage;
import io.guildhall.storefront.OrderPage;
import io.guildhall.storefront.OrderPageId;
import io.guildhall.storefront.OrderPages;
import io.guildhall.storefront.PageOrder;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The order pages of an organization, for its staff. */
@Controller
@RequestMapping("/o/{organization}/order-pages")
@RequiredArgsConstructor
class OrderPageController {

	private static final String SHOW = "redirect:/o/{organization}/order-pages/";

	/** As many members are offered at once. */
	private static final int FEW = 10;

	private final OrderPages pages;

	private final ChannelLinks addresses;

	private final CatalogService catalog;

	private final CommunityService communities;

	private final MemberListing listing;

	private final MemberService members;

	private final Audiences audiences;

	private final MessageSource messages;

	@Bean
	static NavigationEntry orderPagesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 14, "storefront.pages", "/order-pages",
				Permission.SALES_READ);
	}

	@Bean
	static AuditSubject orderPageHistory(OrderPages service) {
		return new AuditSubject(OrderPages.OBJECT, id -> service.get(new OrderPageId(id)));
	}

	/** What is typed to make one. */
	record PageForm(@Nullable GroupId group, @Nullable String title, List<ProductId> products) {

		static final PageForm EMPTY = new PageForm(null, null, List.of());

		@SuppressWarnings("NullAway") // what binds forms knows nothing of it
		PageForm {
			products = (products == null) ? List.of() : products.stream().filter(Objects::nonNull).toList();
		}

	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String after, Model model) {
		return list(after, PageForm.EMPTY, null, model);
	}

	private String list(@Nullable String after, PageForm form, @Nullable String error, Model model) {
		model.addAttribute("pages", pages.list(after));
		model.addAttribute("products", catalog.active());
		model.addAttribute("groups", communities.groups().stream().filter(group -> !group.archived()).toList());
		model.addAttribute("typed", form);
		model.addAttribute("error", error);
		return "storefront/list";
	}

	@PostMapping
	String create(PageForm form, Model model, RedirectAttributes flash, Locale locale, HttpServletResponse response) {
		LinkKind kind = (form.group() != null) ? LinkKind.GROUP : LinkKind.PERSONAL;
		try {
			OrderPage page = pages.create(new NewOrderPage(kind, form.group(), form.title(), form.products()));
			flash.addFlashAttribute("done", "storefront.done.created");
			return SHOW + page.id();
		}
		catch (DomainException refusal) {
			response.setStatus((refusal.getKind() == DomainException.Kind.INVALID) ? 422 : 409);
			return list(null, form, messages.getMessage(refusal, locale), model);
		}
	}

	@GetMapping("/{id}")
	String show(@PathVariable OrderPageId id, @RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		OrderPage page = pages.get(id);
		Slice<PageOrder> orders = pages.orders(id, after);
		model.addAttribute("its", page);
		model.addAttribute("orders", orders);
		model.addAttribute("products", page.products().stream().map(catalog.summaries(page.products())::get).toList());
		Map<String, String> names = members.names(orders.items().stream().map(PageOrder::member).distinct().toList());
		model.addAttribute("names", names);
		model.addAttribute("q", q);
		if (page.kind() == LinkKind.GROUP) {
			model.addAttribute("url", url(id));
		}
		else if (page.open() && OnBehalf.may(Permission.ORDER_RECORD) && OnBehalf.may(Permission.MEMBER_READ)) {
			model.addAttribute("people",
					listing.search(q, FEW).stream().map(member -> new Person(member, url(id, member.id()))).toList());
			model.addAttribute("fields", audiences.fields().stream().filter(MemberField::inLists).toList());
		}
		return "storefront/show";
	}

	/**
	 * The links of those who are ticked, or of all whom the fields mean, for whatever
	 * sends them.
	 */
	@GetMapping("/{id}/links.csv")
	void links(@PathVariable OrderPageId id, @RequestParam Map<String, String> parameters,
			@RequestParam(defaultValue = "false") boolean ticked,
			@RequestParam(name = "chosen", required = false) @Nullable List<MemberId> chosen,
			HttpServletResponse response) {
		MemberFilter filter = ticked ? MemberFilter.of((chosen != null) ? chosen : List.of())
				: audiences.filter(parameters);
		pages.sheet(id, filter, token -> to(ShopController.PERSONAL + token),
				new Download(response, "text/csv;charset=UTF-8", "links.csv"));
	}

	/** A member, and the link that is theirs. */
	record Person(MemberSummary member, String url) {
	}

	@PostMapping("/{id}/close")
	String close(@PathVariable OrderPageId id, RedirectAttributes flash) {
		pages.close(id);
		flash.addFlashAttribute("done", "storefront.done.closed");
		return SHOW + id;
	}

	@GetMapping("/{id}/code.svg")
	ResponseEntity<String> svg(@PathVariable OrderPageId id) {
		return new QrPicture(url(id)).svgAnswer();
	}

	@GetMapping("/{id}/code.png")
	ResponseEntity<byte[]> png(@PathVariable OrderPageId id) {
		return new QrPicture(url(id)).pngAnswer();
	}

	@GetMapping("/{id}/members/{member}/code.svg")
	ResponseEntity<String> svg(@PathVariable OrderPageId id, @PathVariable MemberId member) {
		return new QrPicture(url(id, member)).svgAnswer();
	}

	@GetMapping("/{id}/members/{member}/code.png")
	ResponseEntity<byte[]> png(@PathVariable OrderPageId id, @PathVariable MemberId member) {
		return new QrPicture(url(id, member)).pngAnswer();
	}

	private String url(OrderPageId group) {
		return to(ShopController.GROUP + pages.code(group));
	}

	private String url(OrderPageId personal, MemberId member) {
		return to(ShopController.PERSONAL + pages.token(personal, member));
	}

	private String to(String path) {
		return addresses.to(path, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

}
