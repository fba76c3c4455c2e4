package io.guildhall.member.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupSummary;
import io.guildhall.link.PublicSite;
import io.guildhall.member.Consent;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberNotes;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MemberTiers;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.PersonalData;
import io.guildhall.member.Profile;
import io.guildhall.member.Stay;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import lombok.RequiredArgsConstructor;

/**
 * A member's page. Each of its sections has a form that answers with the section again,
 * and that works without JavaScript as well.
 */
@Controller
@RequestMapping("/o/{organization}/members/{id}")
@RequiredArgsConstructor
class MemberPageController {

	private static final String HTMX = "HX-Request";

	private static final int CHOICES = 8;

	private static final int INVITED = 10;

	private final MemberService members;

	private final MemberIdentities identities;

	private final MemberTagging tagging;

	private final MemberNotes notes;

	private final MemberConsents consents;

	private final MemberPages pages;

	private final PublicSite site;

	private final MemberInviters inviters;

	private final MemberListing listing;

	private final MembersOfGroups stays;

	private final PersonalData personal;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final StaffService staff;

	private final ObjectProvider<MemberTiers> tiers;

	private final MessageSource messages;

	private final Clock clock;

	@GetMapping
	String show(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String edit,
			@RequestParam(defaultValue = "") String who,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Model model) {
		choices(id, who, model);
		fill(id, model);
		model.addAttribute("editing", edit != null);
		return (htmx != null) ? "member/show :: facts" : "member/show";
	}

	@PostMapping
	String edit(@PathVariable MemberId id, @RequestParam String displayName,
			@RequestParam(defaultValue = "") String realName, @RequestParam(defaultValue = "") String city,
			@RequestParam(required = false) @Nullable UUID contactOwner,
			@RequestParam(required = false) @Nullable Long version,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "facts", htmx, locale, model,
				() -> members.edit(id, new Profile(displayName, realName, city, contactOwner), version));
	}

	@PostMapping("/identities")
	String addIdentity(@PathVariable MemberId id, @RequestParam IdentityKind kind,
			@RequestParam(required = false) @Nullable Carrier carrier, @RequestParam String value,
			@RequestParam(name = "in", required = false) @Nullable GroupId in,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "identities", htmx, locale, model, () -> identities.add(id,
				new NewIdentity((carrier != null) ? carrier : Carrier.OTHER, kind, value, in)));
	}

	@PostMapping("/identities/{identity}/remove")
	String removeIdentity(@PathVariable MemberId id, @PathVariable UUID identity,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "identities", htmx, locale, model, () -> identities.remove(id, identity));
	}

	@PostMapping("/tags")
	String tag(@PathVariable MemberId id, @RequestParam String tag,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "tags", htmx, locale, model, () -> {
			members.require(id);
			tagging.tag(MemberFilter.of(List.of(id)), tag);
		});
	}

	@PostMapping("/tags/remove")
	String untag(@PathVariable MemberId id, @RequestParam String tag,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "tags", htmx, locale, model, () -> tagging.untag(MemberFilter.of(List.of(id)), tag));
	}

	@PostMapping("/notes")
	String note(@PathVariable MemberId id, @RequestParam String body,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "notes", htmx, locale, model, () -> notes.write(id, body));
	}

	@PostMapping("/notes/{note}/remove")
	String removeNote(@PathVariable MemberId id, @PathVariable UUID note,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "notes", htmx, locale, model, () -> notes.remove(id, note));
	}

	@PostMapping("/groups")
	String join(@PathVariable MemberId id, @RequestParam GroupId group,
			@RequestParam(required = false) @Nullable LocalDateTime at,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "groups", htmx, locale, model, () -> stays.joined(id, group, instant(at)));
	}

	@PostMapping("/groups/{group}/leave")
	String leave(@PathVariable MemberId id, @PathVariable GroupId group,
			@RequestParam(required = false) @Nullable LocalDateTime at,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "groups", htmx, locale, model, () -> stays.left(id, group, instant(at)));
	}

	/** Each by itself: a form object would take an empty choice for one to be made. */
	@PostMapping("/consent")
	String say(@PathVariable MemberId id, @RequestParam(required = false) @Nullable Consent chat,
			@RequestParam(required = false) @Nullable Consent call,
			@RequestParam(required = false) @Nullable Consent sms,
			@RequestParam(required = false) @Nullable Consent email,
			@RequestParam(defaultValue = "false") boolean doNotContact, @RequestParam(defaultValue = "") String reason,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		ConsentForm form = new ConsentForm(chat, call, sms, email, doNotContact, reason);
		return act(id, "consent", htmx, locale, model, () -> consents.say(id, form.word()));
	}

	@PostMapping("/own-page")
	String makePage(@PathVariable MemberId id, @RequestHeader(name = HTMX, required = false) @Nullable String htmx,
			Locale locale, Model model) {
		return act(id, "consent", htmx, locale, model, () -> pages.make(id));
	}

	@PostMapping("/own-page/close")
	String closePage(@PathVariable MemberId id, @RequestHeader(name = HTMX, required = false) @Nullable String htmx,
			Locale locale, Model model) {
		return act(id, "consent", htmx, locale, model, () -> pages.close(id));
	}

	@PostMapping("/inviter")
	String invitedBy(@PathVariable MemberId id, @RequestParam(required = false) @Nullable MemberId inviter,
			@RequestHeader(name = HTMX, required = false) @Nullable String htmx, Locale locale, Model model) {
		return act(id, "inviter", htmx, locale, model, () -> inviters.set(id, inviter));
	}

	/** Who may have invited them, while a name is typed. */
	@GetMapping("/inviter/choices")
	String inviterChoices(@PathVariable MemberId id, @RequestParam(defaultValue = "") String who, Model model) {
		members.require(id);
		choices(id, who, model);
		return "member/show :: choices";
	}

	private void choices(MemberId id, String who, Model model) {
		model.addAttribute("who", who);
		model.addAttribute("choices",
				listing.search(who, CHOICES).stream().filter(one -> !one.id().equals(id)).toList());
	}

	@PostMapping("/erase")
	String erase(@PathVariable MemberId id, RedirectAttributes flash) {
		members.erase(id);
		flash.addFlashAttribute("done", "member.done.erased");
		return "redirect:/o/{organization}/members/" + id;
	}

	/** Everything that is kept about the person, as a file for them. */
	@PostMapping("/personal-data")
	ResponseEntity<PersonalData.Everything> personalData(@PathVariable MemberId id) {
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=personal-data-" + id + ".json")
			.contentType(MediaType.APPLICATION_JSON)
			.body(personal.take(id));
	}

	/** Does it, and answers with the section, which says so if it was refused. */
	private String act(MemberId id, String section, @Nullable String htmx, Locale locale, Model model,
			Runnable action) {
		try {
			action.run();
		}
		catch (DomainException refusal) {
			if (htmx == null || refusal.getKind() == DomainException.Kind.NOT_FOUND) {
				throw refusal;
			}
			model.addAttribute("problem", messages.getMessage(refusal, locale));
		}
		catch (ObjectOptimisticLockingFailureException lost) {
			if (htmx == null) {
				throw lost;
			}
			model.addAttribute("problem", messages.getMessage("shared.changed-meanwhile", null, locale));
		}
		if (htmx == null) {
			return "redirect:/o/{organization}/members/" + id;
		}
		fill(id, model);
		model.addAttribute("editing", model.containsAttribute("problem"));
		return "member/show :: " + section;
	}

	private void fill(MemberId id, Model model) {
		MemberDetails member = members.get(id);
		List<Stay> all = stays.of(id);
		Map<GroupId, String> names = communities
			.summaries(
					java.util.stream.Stream
						.concat(all.stream().map(Stay::group),
								member.identities()
									.stream()
									.map(identity -> identity.group())
									.filter(java.util.Objects::nonNull)
									.map(GroupId::new))
						.distinct()
						.toList())
			.values()
			.stream()
			.collect(Collectors.toMap(GroupSummary::id, GroupSummary::name));
		MemberTiers source = tiers.getIfAvailable();
		List<StaffSummary> people = staff.list();
		model.addAttribute("member", member);
		model.addAttribute("tier", (source != null) ? source.of(List.of(id)).get(id) : null);
		model.addAttribute("stays", all);
		model.addAttribute("names", names);
		model.addAttribute("places",
				names.entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().id(), Map.Entry::getValue)));
		model.addAttribute("notes", notes.of(id));
		model.addAttribute("said", consents.of(id));
		model.addAttribute("ownPage",
				OnBehalf.may(Permission.MEMBER_EDIT) ? pages.path(id)
					.map(path -> site.to(path, ServletUriComponentsBuilder.fromCurrentContextPath().toUriString()))
					.orElse(null) : null);
		model.addAttribute("inviter", inviters.of(id).orElse(null));
		model.addAttribute("invited", inviters.invitedBy(id, null, INVITED).items());
		model.addAttribute("invitedCount", inviters.count(id));
		if (!model.containsAttribute("who")) {
			choices(id, "", model);
		}
		model.addAttribute("groups", communities.groups());
		model.addAttribute("staff", people);
		UUID owner = member.profile().contactOwner();
		model.addAttribute("owner",
				people.stream()
					.filter(person -> person.accountId().equals(owner))
					.map(StaffSummary::name)
					.findFirst()
					.orElse("–"));
		model.addAttribute("tags", tagging.offered());
		model.addAttribute("tagColors", tagging.colors());
		model.addAttribute("carriers", Carrier.values());
		model.addAttribute("kinds", IdentityKind.values());
		model.addAttribute("consents", Consent.values());
		model.addAttribute("channels", ContactChannel.values());
	}

	private Instant instant(@Nullable LocalDateTime at) {
		return (at != null) ? at.atZone(organizations.current().zone()).toInstant() : clock.instant();
	}

}
