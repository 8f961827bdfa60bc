"""What guards each address, as the walk found it: a new address must be put in its place here."""

#: The capabilities that it takes, all of them.
GUARDED = {
    "enter_admin": """
GET admin:autocomplete decisions.decision.municipality | GET admin:autocomplete decisions.weighingbasis.municipality
GET admin:autocomplete followup.followupround.municipality | GET admin:autocomplete followup.followupround.plans
GET admin:autocomplete followup.review.committee | GET admin:autocomplete indicators.indicator.municipality
GET admin:autocomplete indicators.indicator.owner | GET admin:autocomplete strategies.plan.carries_out
GET admin:autocomplete strategies.plan.succeeds | GET admin:decisions_decision_change | GET admin:decisions_decision_changelist
GET admin:decisions_decision_history | GET admin:decisions_decision_older_address | GET admin:decisions_weighingbasis_change
GET admin:decisions_weighingbasis_changelist | GET admin:decisions_weighingbasis_history | GET admin:decisions_weighingbasis_older_address
GET admin:followup_followupround_change | GET admin:followup_followupround_changelist | GET admin:followup_followupround_history
GET admin:followup_followupround_older_address | GET admin:followup_review_change | GET admin:followup_review_changelist
GET admin:followup_review_history | GET admin:followup_review_older_address | GET admin:indicators_export | GET admin:indicators_indicator_change
GET admin:indicators_indicator_changelist | GET admin:indicators_indicator_history | GET admin:indicators_indicator_older_address
GET admin:strategies_plan_quality | GET admin:strategies_plan_report | POST admin:decisions_decision_changelist
POST admin:decisions_decision_history | POST admin:decisions_decision_older_address | POST admin:decisions_weighingbasis_changelist
POST admin:decisions_weighingbasis_history | POST admin:decisions_weighingbasis_older_address | POST admin:followup_followupround_changelist
POST admin:followup_followupround_history | POST admin:followup_followupround_older_address | POST admin:followup_review_changelist
POST admin:followup_review_history | POST admin:followup_review_older_address | POST admin:indicators_export
POST admin:indicators_indicator_changelist | POST admin:indicators_indicator_history | POST admin:indicators_indicator_older_address
POST admin:strategies_plan_quality | POST admin:strategies_plan_report | GET style | GET admin:guide | POST admin:guide | GET admin:index
POST admin:index | GET admin:login | POST admin:login | GET admin:password_change | POST admin:password_change | GET admin:password_change_done
GET admin:jsi18n | GET admin:municipalities_committee_changelist | GET admin:publishing_everydayword_changelist | POST admin:municipalities_committee_changelist | POST admin:publishing_everydayword_changelist
GET admin:municipalities_committee_history | GET admin:publishing_everydayword_history | POST admin:municipalities_committee_history | POST admin:publishing_everydayword_history | GET admin:municipalities_committee_change | GET admin:publishing_everydayword_change
GET admin:municipalities_committee_older_address | GET admin:publishing_everydayword_older_address | POST admin:municipalities_committee_older_address | POST admin:publishing_everydayword_older_address
GET admin:municipalities_invitation_older_address | POST admin:municipalities_invitation_older_address
GET admin:municipalities_membership_older_address | POST admin:municipalities_membership_older_address | GET admin:accounts_user_older_address
POST admin:accounts_user_older_address | GET admin:municipalities_councilperiod_older_address | POST admin:municipalities_councilperiod_older_address
GET admin:strategies_binnedsubtree_changelist | POST admin:strategies_binnedsubtree_changelist | GET admin:strategies_binnedsubtree_history
POST admin:strategies_binnedsubtree_history | GET admin:strategies_binnedsubtree_older_address | POST admin:strategies_binnedsubtree_older_address
GET admin:strategies_relation_changelist | POST admin:strategies_relation_changelist | GET admin:strategies_relation_history
POST admin:strategies_relation_history | GET admin:strategies_relation_change | GET admin:strategies_relation_older_address
POST admin:strategies_relation_older_address | GET admin:strategies_sourcedocument_changelist | POST admin:strategies_sourcedocument_changelist
GET admin:strategies_sourcedocument_history | POST admin:strategies_sourcedocument_history | GET admin:strategies_sourcedocument_change
GET admin:strategies_sourcedocument_older_address | POST admin:strategies_sourcedocument_older_address | GET admin:strategies_sourcepassage_changelist
POST admin:strategies_sourcepassage_changelist | GET admin:strategies_sourcepassage_history | POST admin:strategies_sourcepassage_history
GET admin:strategies_sourcepassage_change | GET admin:strategies_sourcepassage_older_address | POST admin:strategies_sourcepassage_older_address
GET admin:strategies_topic_older_address | POST admin:strategies_topic_older_address | GET admin:strategies_element_together
GET admin:strategies_element_changelist | POST admin:strategies_element_changelist | GET admin:strategies_element_history
GET admin:strategies_element_older_address | POST admin:strategies_element_older_address | GET admin:municipalities_municipality_logo
POST admin:municipalities_municipality_logo | GET admin:municipalities_municipality_changelist | POST admin:municipalities_municipality_changelist
GET admin:municipalities_municipality_history | POST admin:municipalities_municipality_history | GET admin:municipalities_municipality_change
GET admin:municipalities_municipality_older_address | POST admin:municipalities_municipality_older_address | GET admin:publishing_editions
POST admin:publishing_editions | GET admin:strategies_plan_changelist | POST admin:strategies_plan_changelist | GET admin:strategies_plan_history
POST admin:strategies_plan_history | GET admin:strategies_plan_change | GET admin:strategies_plan_older_address
POST admin:strategies_plan_older_address | GET admin:app_list | POST admin:app_list | GET admin:autocomplete municipalities.committee.municipality | GET admin:autocomplete publishing.everydayword.municipality
GET admin:autocomplete municipalities.invitation.municipality | GET admin:autocomplete municipalities.invitation.committee
GET admin:autocomplete municipalities.membership.municipality | GET admin:autocomplete municipalities.membership.committee
GET admin:autocomplete strategies.binnedsubtree.plan | GET admin:autocomplete strategies.element.plan
GET admin:autocomplete strategies.element.parent | GET admin:autocomplete strategies.element.responsible | GET admin:autocomplete strategies.element.partners
GET admin:autocomplete strategies.plan.municipality | GET admin:autocomplete strategies.plan.committee
GET admin:autocomplete strategies.sourcedocument.plan | GET admin:autocomplete strategies.sourcepassage.document
GET admin:autocomplete readership.pagecomment.municipality | GET admin:readership_pagecomment_older_address | POST admin:readership_pagecomment_older_address
""",
    "enter_admin edit": """
GET admin:strategies_plan_sources | POST admin:strategies_plan_sources | GET admin:strategies_sourcedocument_work
POST admin:strategies_sourcedocument_work | GET admin:decisions_decision_add | GET admin:indicators_import | GET admin:indicators_indicator_add
GET admin:strategies_plan_carry_over | POST admin:decisions_decision_add
POST admin:indicators_import | POST admin:indicators_indicator_add
POST admin:strategies_plan_carry_over
POST admin:municipalities_committee_changelist delete_selected | GET admin:municipalities_committee_add | POST admin:municipalities_committee_add
GET admin:municipalities_committee_delete | POST admin:municipalities_committee_delete | POST admin:municipalities_committee_change
GET admin:strategies_binnedsubtree_change | POST admin:strategies_binnedsubtree_change | GET admin:strategies_relation_add
POST admin:strategies_relation_add | GET admin:strategies_relation_delete | POST admin:strategies_relation_delete
POST admin:strategies_relation_change | POST admin:strategies_element_preview | GET admin:strategies_element_move | POST admin:strategies_element_move
GET admin:strategies_element_copy | POST admin:strategies_element_copy | GET admin:strategies_element_split | POST admin:strategies_element_split
GET admin:strategies_element_merge | POST admin:strategies_element_merge | POST admin:strategies_element_present
POST admin:strategies_element_arrange | POST admin:strategies_element_undo | POST admin:strategies_element_together
POST admin:strategies_element_paste | POST admin:strategies_element_add_row | POST admin:strategies_element_preview_new
GET admin:strategies_element_add | POST admin:strategies_element_add | POST admin:strategies_element_history | GET admin:strategies_element_delete
POST admin:strategies_element_delete | GET admin:strategies_element_change | POST admin:strategies_element_change | GET admin:strategies_plan_replace
GET admin:strategies_plan_topics | POST admin:strategies_plan_topics | POST admin:strategies_plan_replace | GET admin:strategies_plan_add | POST admin:strategies_plan_add | GET admin:strategies_plan_delete
POST admin:strategies_plan_delete | POST admin:strategies_plan_change
""",
    # Rows that citizens read; a writer may begin others.
    "enter_admin edit publish": """
GET admin:indicators_indicator_delete | POST admin:decisions_decision_delete | POST admin:indicators_indicator_change | POST admin:decisions_decision_change
POST admin:indicators_indicator_delete | GET admin:decisions_decision_delete
""",
    "enter_admin manage_members": """
GET admin:autocomplete followup.followupround.closed_by | GET admin:autocomplete followup.followupround.opened_by
GET admin:autocomplete followup.review.written_by | GET admin:municipalities_invitation_changelist | POST admin:municipalities_invitation_changelist
POST admin:municipalities_invitation_changelist send_again | POST admin:municipalities_invitation_changelist withdraw
GET admin:municipalities_invitation_add | POST admin:municipalities_invitation_add | GET admin:municipalities_invitation_history
POST admin:municipalities_invitation_history | GET admin:municipalities_invitation_change | GET admin:municipalities_membership_csv
POST admin:municipalities_membership_csv | GET admin:municipalities_membership_changelist | POST admin:municipalities_membership_changelist
POST admin:municipalities_membership_changelist delete_selected | GET admin:municipalities_membership_add | POST admin:municipalities_membership_add
GET admin:municipalities_membership_history | POST admin:municipalities_membership_history | GET admin:municipalities_membership_delete
POST admin:municipalities_membership_delete | GET admin:municipalities_membership_change | POST admin:municipalities_membership_change
GET admin:accounts_user_second_factor | POST admin:accounts_user_second_factor | GET admin:accounts_user_changelist
POST admin:accounts_user_changelist | GET admin:accounts_user_history | POST admin:accounts_user_history | GET admin:accounts_user_change
POST admin:accounts_user_change | GET admin:autocomplete municipalities.invitation.invited_by | GET admin:autocomplete municipalities.membership.user
GET admin:autocomplete strategies.binnedsubtree.deleted_by
""",
    "enter_admin see_readers": """
GET admin:readership_readers | POST admin:readership_readers | GET admin:readership_pagecomment_changelist | POST admin:readership_pagecomment_changelist
POST admin:readership_pagecomment_changelist delete_selected | GET admin:readership_pagecomment_delete | POST admin:readership_pagecomment_delete
GET admin:readership_pagecomment_change | GET admin:readership_pagecomment_history | POST admin:readership_pagecomment_history
""",
    "enter_admin see_activity": """
GET admin:publishing_activity | POST admin:publishing_activity
""",
    "enter_admin edit_municipality": """
POST admin:publishing_everydayword_changelist delete_selected | GET admin:publishing_everydayword_add | POST admin:publishing_everydayword_add
GET admin:publishing_everydayword_delete | POST admin:publishing_everydayword_delete | POST admin:publishing_everydayword_change
GET admin:decisions_weighingbasis_add | GET admin:decisions_weighingbasis_delete | POST admin:decisions_weighingbasis_add
POST admin:decisions_weighingbasis_change | POST admin:decisions_weighingbasis_delete | POST admin:municipalities_municipality_change
""",
    "enter_admin publish": """
GET admin:publishing_publish | POST admin:publishing_publish | GET admin:publishing_again | POST admin:publishing_again
GET admin:publishing_withdraw | POST admin:publishing_withdraw
""",
    "enter_admin retract": """
GET admin:publishing_retract | POST admin:publishing_retract
""",
    "enter_admin share_drafts": """
GET admin:publishing_preview_links | POST admin:publishing_preview_links | GET admin:publishing_preview_withdraw
POST admin:publishing_preview_withdraw
""",
    "enter_admin run_follow_up": """
GET admin:followup_followupround_add | GET admin:followup_review_add | GET admin:followup_review_delete | POST admin:followup_followupround_add
POST admin:followup_followupround_change | POST admin:followup_review_add | POST admin:followup_review_change | POST admin:followup_review_delete
""",
    "read_drafts run_follow_up": """
GET workspace:report_one | POST workspace:report_one
""",
    "read_drafts": """
GET workspace:confirm | GET workspace:coverage | GET workspace:desk | GET workspace:figures | GET workspace:folder | GET workspace:folder_change
GET workspace:news_by_mail | GET workspace:report | POST workspace:figures | POST workspace:news_by_mail | GET workspace:tree | GET workspace:words
GET workspace:mine | GET workspace:element | GET workspace:follow | POST workspace:follow | GET workspace:note | POST workspace:note
""",
}

#: Answered alike whatever somebody may do; the heading says why.
OPEN = {
    "It names the municipalities whose drafts one may read, and says so where there are none.": """
GET workspace:workspaces
""",
    "Machines and browsers ask for it.": """
GET healthz | GET readyz | GET favicon | GET robots | GET sitemap | GET colour | GET icon | GET sitemap_front | GET sitemap_part
""",
    "Anybody reads the open data.": """
GET opendata:decisions | GET opendata:indicator | GET opendata:indicators | GET opendata:round | GET opendata:rounds | GET opendata:municipalities
GET opendata:municipality | GET opendata:plan | GET opendata:committees | GET opendata:search
""",
    "Sign-in, and everybody's own account.": """
POST admin:logout | GET account_home | GET account_login | POST account_login | GET account_logout | POST account_logout | GET account_inactive
GET account_reauthenticate | POST account_reauthenticate | GET account_change_password | POST account_change_password | GET account_reset_password
POST account_reset_password | GET account_reset_password_done | GET account_reset_password_from_key_done | GET account_reset_password_from_key
POST account_reset_password_from_key | GET mfa_totp_qr_code | GET mfa_index | GET mfa_authenticate | POST mfa_authenticate | GET mfa_reauthenticate
POST mfa_reauthenticate | GET mfa_activate_totp | POST mfa_activate_totp | GET mfa_generate_recovery_codes | POST mfa_generate_recovery_codes
GET mfa_list_webauthn | GET mfa_add_webauthn | POST mfa_add_webauthn | GET mfa_reauthenticate_webauthn | POST mfa_reauthenticate_webauthn
GET mfa_remove_webauthn | POST mfa_remove_webauthn | GET mfa_edit_webauthn | POST mfa_edit_webauthn | GET mfa_login_webauthn | POST mfa_login_webauthn
GET usersessions_list | POST usersessions_end_others | POST usersessions_end
""",
    "Citizens say whether a page was of use, and read what is kept of it.": """
GET portal:feedback | POST portal:feedback
""",
    "Citizens read it.": """
GET portal:decision | GET portal:decisions | GET portal:indicator | GET portal:indicators | GET portal:indicators_csv | GET portal:indicators_xlsx
GET portal:round | GET portal:round_changes | GET portal:rounds | GET portal:home | GET portal:search | GET portal:completions | GET portal:compare_plans | GET portal:accessibility | GET portal:uid
GET portal:municipality | GET portal:logo | GET portal:plan | GET portal:editions | GET portal:edition | GET portal:changes | GET portal:sources
GET portal:element | GET portal:committees | GET portal:committee | GET portal:plan_pdf | GET portal:edition_pdf | GET portal:element_pdf
GET portal:municipality_pdf | GET portal:plan_day | GET portal:plan_on | GET portal:element_day | GET portal:element_on | GET portal:topics
GET portal:log | GET portal:log_lines | GET portal:log_feed | GET portal:archive | GET portal:portal_log
GET portal:portal_log_lines | GET portal:verifier
GET portal:news | GET portal:feed | GET portal:plan_feed | GET portal:element_feed | GET portal:element_timeline
GET portal:municipality_json | GET portal:municipality_markdown | GET portal:plan_json | GET portal:plan_markdown
GET portal:edition_json | GET portal:edition_markdown | GET portal:plan_on_json | GET portal:plan_on_markdown | GET portal:element_json
GET portal:plan_citation_bib | GET portal:plan_citation_ris | GET portal:edition_citation_bib | GET portal:edition_citation_ris | GET portal:element_citation_bib | GET portal:element_citation_ris
GET portal:element_markdown | GET portal:element_on_json | GET portal:element_on_markdown
""",
}

#: Refused whatever a role may do.
NOT_ANSWERED = {
    "Invitations are withdrawn, not deleted.": """
POST admin:municipalities_invitation_changelist delete_selected
""",
    "It is only read, or only sent to.": """
GET workspace:figure | POST admin:autocomplete decisions.decision.municipality | POST admin:autocomplete decisions.weighingbasis.municipality
POST admin:autocomplete followup.followupround.closed_by | POST admin:autocomplete followup.followupround.municipality
POST admin:autocomplete followup.followupround.opened_by | POST admin:autocomplete followup.followupround.plans
POST admin:autocomplete followup.review.committee | POST admin:autocomplete followup.review.written_by
POST admin:autocomplete indicators.indicator.municipality | POST admin:autocomplete indicators.indicator.owner
POST admin:autocomplete strategies.plan.carries_out | POST admin:autocomplete strategies.plan.succeeds | POST opendata:decisions
POST opendata:indicator | POST opendata:indicators | POST opendata:round | POST opendata:rounds | POST portal:decision | POST portal:decisions
POST portal:former | POST portal:indicator | POST portal:indicators | POST portal:indicators_csv | POST portal:indicators_xlsx | POST portal:round
POST portal:round_changes | POST portal:rounds | POST workspace:coverage | POST workspace:desk | POST workspace:folder | POST workspace:report
POST healthz | POST readyz | POST favicon | POST robots | POST sitemap | POST colour | POST icon | POST sitemap_front | POST sitemap_part
POST opendata:municipalities | POST opendata:municipality | POST opendata:committees | POST opendata:plan | POST opendata:search | POST /api/v1/<path:anything>
POST /api/v1/ | GET admin:logout | POST admin:password_change_done | POST admin:autocomplete | POST admin:jsi18n
GET admin:strategies_element_preview | GET admin:strategies_element_add_row | GET admin:strategies_element_preview_new
GET admin:strategies_element_present | POST workspace:workspaces | POST workspace:tree | POST workspace:words | POST workspace:mine
POST workspace:element | POST account_home | POST account_inactive | POST account_reset_password_done | POST account_reset_password_from_key_done
POST mfa_totp_qr_code | POST mfa_index | POST mfa_view_recovery_codes | POST mfa_list_webauthn | POST usersessions_list | GET usersessions_end_others
GET usersessions_end | POST portal:home | POST portal:search | POST portal:completions | POST portal:compare_plans | POST portal:accessibility | POST portal:uid | POST portal:draft | POST portal:municipality
POST portal:logo | POST portal:plan | POST portal:editions | POST style | POST portal:edition | POST portal:changes | POST portal:sources
POST portal:source | POST portal:committees | POST portal:committee | POST portal:element | POST portal:plan_pdf | POST portal:edition_pdf
POST portal:element_pdf | POST portal:municipality_pdf | POST portal:plan_day | POST portal:plan_on | POST portal:element_day
POST portal:element_on | POST portal:topics
POST portal:log | POST portal:log_lines | POST portal:log_feed
POST portal:archive | POST portal:portal_log | POST portal:portal_log_lines | POST portal:verifier
POST portal:plan_citation_bib | POST portal:plan_citation_ris | POST portal:edition_citation_bib | POST portal:edition_citation_ris | POST portal:element_citation_bib | POST portal:element_citation_ris
POST portal:news | POST portal:feed | POST portal:plan_feed | POST portal:element_feed | POST portal:element_timeline
POST admin:autocomplete readership.pagecomment.municipality | POST admin:autocomplete municipalities.committee.municipality | POST admin:autocomplete publishing.everydayword.municipality | POST admin:autocomplete municipalities.invitation.municipality
POST portal:municipality_json | POST portal:municipality_markdown | POST portal:plan_json | POST portal:plan_markdown
POST portal:edition_json | POST portal:edition_markdown | POST portal:plan_on_json | POST portal:plan_on_markdown
POST portal:element_json | POST portal:element_markdown | POST portal:element_on_json | POST portal:element_on_markdown
POST admin:autocomplete municipalities.invitation.committee | POST admin:autocomplete municipalities.invitation.invited_by
POST admin:autocomplete municipalities.membership.user | POST admin:autocomplete municipalities.membership.municipality
POST admin:autocomplete municipalities.membership.committee | POST admin:autocomplete strategies.binnedsubtree.plan
POST admin:autocomplete strategies.binnedsubtree.deleted_by | POST admin:autocomplete strategies.element.plan
POST admin:autocomplete strategies.element.parent | POST admin:autocomplete strategies.element.responsible | POST admin:autocomplete strategies.element.partners
POST admin:autocomplete strategies.plan.municipality | POST admin:autocomplete strategies.plan.committee
POST admin:autocomplete strategies.sourcedocument.plan | POST admin:autocomplete strategies.sourcepassage.document
""",
    "There is nothing at this address in the example.": """
GET portal:former | GET workspace:stop_reminders | POST workspace:confirm | POST workspace:figure | POST workspace:folder_change
POST workspace:stop_reminders | GET /api/v1/<path:anything> | GET /api/v1/ | GET invitation | POST invitation | GET account_signup
POST account_signup | GET mfa_deactivate_totp | POST mfa_deactivate_totp | GET mfa_view_recovery_codes | GET mfa_download_recovery_codes
POST mfa_download_recovery_codes | GET portal:draft | GET portal:edition_sources | POST portal:edition_sources | GET portal:edition_source
GET portal:source_original | POST portal:source_original | GET portal:edition_source_original | POST portal:edition_source_original
POST portal:edition_source | GET portal:source
""",
    "Only the portal's administrators get there, or nobody.": """
GET admin:readership_portal | POST admin:readership_portal | GET admin:readership_pagecomment_add | POST admin:readership_pagecomment_add
POST admin:readership_pagecomment_change
GET admin:followup_followupround_delete | POST admin:followup_followupround_delete | GET admin:autocomplete
GET admin:municipalities_invitation_delete | POST admin:municipalities_invitation_delete | POST admin:municipalities_invitation_change
GET admin:accounts_user_add | POST admin:accounts_user_add | GET admin:accounts_user_delete | POST admin:accounts_user_delete
GET admin:municipalities_councilperiod_changelist | POST admin:municipalities_councilperiod_changelist
POST admin:municipalities_councilperiod_changelist delete_selected | GET admin:municipalities_councilperiod_add
POST admin:municipalities_councilperiod_add | GET admin:municipalities_councilperiod_history | POST admin:municipalities_councilperiod_history
GET admin:municipalities_councilperiod_delete | POST admin:municipalities_councilperiod_delete | GET admin:municipalities_councilperiod_change
POST admin:municipalities_councilperiod_change | GET admin:strategies_binnedsubtree_add | POST admin:strategies_binnedsubtree_add
GET admin:strategies_binnedsubtree_delete | POST admin:strategies_binnedsubtree_delete | GET admin:strategies_sourcedocument_add
POST admin:strategies_sourcedocument_add | GET admin:strategies_sourcedocument_delete | POST admin:strategies_sourcedocument_delete
POST admin:strategies_sourcedocument_change | GET admin:strategies_sourcepassage_add | POST admin:strategies_sourcepassage_add
GET admin:strategies_sourcepassage_delete | POST admin:strategies_sourcepassage_delete | POST admin:strategies_sourcepassage_change
GET admin:strategies_topic_changelist | POST admin:strategies_topic_changelist | POST admin:strategies_topic_changelist delete_selected
GET admin:strategies_topic_add | POST admin:strategies_topic_add | GET admin:strategies_topic_history | POST admin:strategies_topic_history
GET admin:strategies_topic_delete | POST admin:strategies_topic_delete | GET admin:strategies_topic_change | POST admin:strategies_topic_change
GET admin:strategies_element_arrange | GET admin:strategies_element_undo | GET admin:strategies_element_paste
GET admin:municipalities_municipality_add | POST admin:municipalities_municipality_add | GET admin:municipalities_municipality_delete
POST admin:municipalities_municipality_delete | GET /admin/<url> | POST /admin/<url>
""",
}
