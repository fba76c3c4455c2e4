package io.guildhall.onboarding.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
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
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.field.FieldDetails;
import io.guildhall.field.FieldService;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.ChannelBoard;
import io.guildhall.onboarding.ChannelDetails;
import io.guildhall.onboarding.ChannelFunnels;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.onboarding.ChannelRooms;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.InviteLinks;
import io.guildhall.onboarding.MemberAnswers;
import io.guildhall.onboarding.QuestionKind;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.shared.web.QrPicture;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The pages of the staff about channels. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class ChannelController {

	/** More communities than any choice shows. */
	private static final int COMMUNITIES = 2_000;

	private final ChannelService channels;

	private final ChannelBoard board;

	private final ChannelRooms rooms;

	private final ChannelLinks links;

	private final InviteLinks invites;

	private final MemberAnswers answers;

	private final ChannelFunnels funnels;

	private final CommunityService communities;

	private final FieldService fields;

	@Bean
	static NavigationEntry channelsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 60, "onboarding.title", "/channels",
				Permission.COMMUNITY_READ);
	}

	@Bean
	static PagePart channelsToday() {
		return new PagePart(PagePart.Page.TODAY, 14, "onboarding.today", "/channels/today", Permission.MEMBER_READ);
	}

	@Bean
	static PagePart channelsOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 60, "onboarding.part", "/members/{id}/channels",
				Permission.MEMBER_READ);
	}

	@Bean
	static AuditSubject channelHistory(ChannelService service) {
		return new AuditSubject("channel", id -> service.get(new ChannelId(id)));
	}

	/** A group as it is offered. */
	record GroupChoice(String id, String name) {
	}

	@GetMapping("/channels")
	String list(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("channels", channels.list(open, after));
		model.addAttribute("open", open);
		return "onboarding/list";
	}

	@GetMapping("/channels/today")
	String today(Model model) {
		model.addAttribute("queues", board.queues());
		return "onboarding/list :: today";
	}

	@GetMapping("/channels/new")
	String fresh(Model model) {
		return edit(null, ChannelForm.empty(), model);
	}

	@PostMapping("/channels")
	String create(@Valid @ModelAttribute("form") ChannelForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				ChannelId id = channels.create(form.terms());
				flash.addFlashAttribute("done", "onboarding.created");
				return "redirect:/o/{organization}/channels/" + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/channels/{id}")
	String show(@PathVariable ChannelId id, @RequestParam(required = false) @Nullable String waiting, Model model) {
		ChannelDetails channel = channels.get(id);
		model.addAttribute("channel", channel);
		model.addAttribute("link", link(channel));
		model.addAttribute("rooms", rooms.of(id));
		if (OnBehalf.may(Permission.DASHBOARD_READ)) {
			model.addAttribute("figures", board.figures(id));
			model.addAttribute("funnel", funnels.of(id));
		}
		if (OnBehalf.may(Permission.MEMBER_READ)) {
			model.addAttribute("waiting", board.waiting(id, waiting));
			model.addAttribute("fieldNames",
					fields.list().stream().collect(Collectors.toMap(FieldDetails::id, FieldDetails::name)));
		}
		return "onboarding/show";
	}

	@GetMapping("/channels/{id}/edit")
	String edit(@PathVariable ChannelId id, Model model) {
		return edit(id, ChannelForm.of(channels.get(id)), model);
	}

	@PostMapping("/channels/{id}")
	String change(@PathVariable ChannelId id, @Valid @ModelAttribute("form") ChannelForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				channels.change(id, form.terms(), form.version());
				flash.addFlashAttribute("done", "onboarding.changed");
				return "redirect:/o/{organization}/channels/" + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		channels.get(id);
		return edit(id, form, model);
	}

	@PostMapping("/channels/{id}/close")
	String close(@PathVariable ChannelId id, RedirectAttributes flash) {
		channels.close(id);
		flash.addFlashAttribute("done", "onboarding.close.done");
		return "redirect:/o/{organization}/channels/" + id;
	}

	@PostMapping("/channels/{id}/open")
	String open(@PathVariable ChannelId id, RedirectAttributes flash) {
		channels.open(id);
		flash.addFlashAttribute("done", "onboarding.open.done");
		return "redirect:/o/{organization}/channels/" + id;
	}

	/** The trial of baits is over: everybody sees this one. */
	@PostMapping("/channels/{id}/kept-bait")
	String keep(@PathVariable ChannelId id, @RequestParam UUID bait, RedirectAttributes flash) {
		channels.keepBait(id, bait);
		flash.addFlashAttribute("done", "onboarding.bait.kept");
		return "redirect:/o/{organization}/channels/" + id;
	}

	@GetMapping("/channels/{id}/code.svg")
	ResponseEntity<String> svg(@PathVariable ChannelId id) {
		return ResponseEntity.ok()
			.contentType(MediaType.valueOf("image/svg+xml"))
			.body(new QrPicture(link(channels.get(id))).svg());
	}

	@GetMapping("/channels/{id}/code.png")
	ResponseEntity<byte[]> png(@PathVariable ChannelId id) {
		return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(new QrPicture(link(channels.get(id))).png());
	}

	@GetMapping("/members/{id}/channels")
	String part(@PathVariable MemberId id, Model model) {
		model.addAttribute("joined", answers.of(id));
		model.addAttribute("standings", funnels.of(id));
		model.addAttribute("member", id);
		model.addAttribute("invites",
				OnBehalf.may(Permission.COMMUNITY_READ) ? invites.of(id, here(), null) : Slice.whole(List.of()));
		return "onboarding/list :: part";
	}

	/** More of the links of a member, for where the first ones stand. */
	@GetMapping("/members/{id}/invite-links")
	String invites(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("member", id);
		model.addAttribute("invites", invites.of(id, here(), after));
		return "onboarding/list :: invites";
	}

	private String edit(@Nullable ChannelId id, ChannelForm form, Model model) {
		Map<CommunityId, String> names = communities.list(false, null, COMMUNITIES)
			.items()
			.stream()
			.collect(Collectors.toMap(community -> community.id(), community -> community.name()));
		List<GroupChoice> groups = communities.groups()
			.stream()
			.map(group -> new GroupChoice(group.id().toString(),
					names.getOrDefault(group.community(), "") + " · " + group.name()))
			.toList();
		model.addAttribute("form", form);
		model.addAttribute("id", id);
		model.addAttribute("groups", groups);
		model.addAttribute("kinds", QuestionKind.values());
		model.addAttribute("fields", OnBehalf.may(Permission.MEMBER_READ) ? fields.list() : List.of());
		return "onboarding/edit";
	}

	private String link(ChannelDetails channel) {
		return links.of(channel.code(), here());
	}

	private static String here() {
		return ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
	}

}
