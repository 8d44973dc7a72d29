"""Words of other languages, and syllables made from them, that Vietnamese newspapers write every day."""

_WORDS = """
admin adn album am amin android api app apps arn audio avatar axit backup bai ban bank banner bar base bit blog
blogger booking box brandy browser bu buffet bug bus byte bytes bê bíp bốt cacbon cache café call camera canxi
captcha caravan card carnaval carton casino catalog cellulose chat chatbot check checkin chrome clip clo cloud club
cm code combo comment concert container cookie copy cosplay cover covid cpu cup công căng cốp dashboard data
deadline deal demo design desktop diesel digital dollar domain download drama drone email emoji enzim enzyme euro
excel expo facebook fair fan fanpage fax feed feedback festival file film fintech firefox flo flycam font footer
form forum ga gala gallery gam game gameshow gas gb gen gi gigabit gigabyte gps gpu group gông ha hacker hashtag hdd
header hit homestay hosting hot hotel hotline html icon in inbox infographic insulin internet intranet ios ipad
iphone island jeans kali karaoke kb kg ki kit km kw kwh kíp laptop laser layout like link linux live liveshow
livestream login logistics logo logout lít lô lông lốp magie mail malware mangan marathon marketing maxi mb media
mega megabyte menu mg micro mini ml mm mobile model modem module mw mét mê măng nano natri net netizen network news
nhíp nitơ notebook nốt offline ok online oscar outlet oxit oxy ozon oát pallet panel password patch pdf pe pha
phishing photo photpho phích pin pixel pizza platform plugin podcast pop popup poster powerpoint pro profile project
protein proxy pốp qr radar radio ram rap rar reality report resort review robot router rss rốc safari sale scan
scandal selfie semina seminar seo server session share shipper shop show showroom sim sitemap slide slogan
smartphone sms software spa spam sport ssd startup status streaming stress studio style super sushi séc sô súp săm
sếp sốc tab tablet tag talkshow taxi tb team teaser template test text theme tiktok tin token top tour tourist
traffic trailer trend tuýp típ tông tấn tệp tốp ultra unesco unicode update upload url usb usd user vaccine version
video videoclip view vip virus visa vitamin vlog vlogger vnd voucher vít vôn vắc wc web webcam website widget wifi
windows word workshop xi xin xuyt xì xăng yen zalo zip zoom ép êkip đê đúp ốc ốp
"""
# What Vietnamese spelling does not allow and people write: transcriptions in one word, units, peoples and places (they
# count as small letters in a heading of capitals).
_MARKED = """
acrylíc axít bazơ becgiê brâu bêtông café canô carôtin crôm cácbon côca côla côngtenơ funès genève glucô glucôza
hectômét hidrô hiđrocacbon hiđrô hmông hrê kilô kilôgam kilôgram kilôlít kilômét kilôoát kitô krông kông kơho kạn
lêninnít lítva lăk micrô micrômét mililít milimét mnông mácxít méxico mêga mêgaoát mêhicô mêtan mêtanol môtô môđun
nitơ niutơn nơtron phôtô phôtôcopy phốtpho phốtphát poznań prôtêin prôtôn pôlyme rađa rađiô rôbốt sunfát sôcôla
tokyô vácxin vônfram vắcxin xenlulô xenlulôzơ xentimét ximăng xirô xtiêng xtơn xêmina xêri xìtrum xíc xíchlô
xăngtimét ápphích êkíp êlectron êtan êtanol êtilen êtylic êtô ôliu ôtô ôxi ôxy ôxít ôzôn ăngten đrăk đôla đăk ắcquy
"""
LOANWORDS = frozenset(_WORDS.split()) | frozenset(_MARKED.split())
