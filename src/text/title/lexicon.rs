//! The words and characters that decide what a gap between two words is worth.

/// Characters that never start a line: marks that close, and what is part of the character before it.
pub(super) const NEVER_FIRST: &str = "，。、；：？！》〉」』】〕）〗”’…·,.;:?!)]}>%％‰℃°—–～~／/的";

/// Characters that never end a line: marks that open.
pub(super) const NEVER_LAST: &str = "《〈「『【〔（〖“‘([{<№¥￥＄$";

/// Opening and closing marks, in pairs.
pub(super) const BRACKETS: [(char, char); 11] = [
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('(', ')'),
    ('〔', '〕'),
    ('【', '】'),
    ('[', ']'),
    ('「', '」'),
    ('『', '』'),
];

/// Chinese numerals.
pub(super) const NUMERALS: &str = "〇○零一二三四五六七八九十百千万亿两0123456789";

/// What a number counts: the first character of a word that belongs to the number before it.
pub(super) const COUNTERS: &str = "年月日号次届个项条件批期章节款类级名位户人亩元万亿千百吨米公平余多时分度岁周季天场\
    轮起所座家区县市乡镇村层部版种大中小强倍成线辆台套处例案号篇卷册岸省国方站月类";

/// Single characters that belong to the word before them.
pub(super) const SUFFIXES: &str = "省市县区州盟旗乡镇村街办处科室局部厅委署院会组队站所员者性化度率法案权费税款项品类\
    型级式期届网线路桥港厂矿校班馆园林山河江湖岛湾群圈带链版表书体界业库房证令额价量力源物地城线战炭史学科";

/// Single characters that belong to the word after them.
pub(super) const PREFIXES: &str = "新老大小总副无非全各本再未已多双高低第原前旧零每省市县区我";

/// Words that join what is before to what is after: a line may start with them and should not end with them.
pub(super) const JOINERS: &[&str] = &["和", "与", "及", "以及", "暨", "并", "或", "或者", "同", "跟", "而"];

/// Words that lead what comes after.
pub(super) const LEADERS: &[&str] = &[
    "对", "在", "为", "向", "以", "按", "按照", "从", "由", "被", "把", "将", "给", "赴", "针对", "围绕",
    "对于",
];

/// Words that lean on what comes before.
pub(super) const FOLLOWERS: &[&str] = &[
    "等", "外", "内", "后", "前", "中", "上", "下", "时", "期间", "以来", "以上", "以下", "以外", "之间",
    "以内", "了", "地",
];

/// Words that may stand by themselves though they are one character.
pub(super) const FREE: &[&str] = &["的", "函", "令"];

/// What starts the matter after the organ where there is no 关于.
pub(super) const MATTERS: &[&str] = &["转发", "批转", "印发", "公布", "发布", "对", "向", "致"];

/// Verbs that hand a document on: what comes after them is its name, and a new line suits it.
pub(super) const HANDINGS: &[&str] = &[
    "印发", "转发", "批转", "公布", "发布", "颁布", "同意", "废止", "修改", "提请", "审议", "申请", "请求",
    "恳请",
];

/// Verbs that the matter opens with after 关于.
pub(super) const VERBS: &[&str] = &[
    "印发",
    "转发",
    "批转",
    "公布",
    "发布",
    "颁布",
    "同意",
    "废止",
    "修改",
    "修订",
    "提请",
    "审议",
    "申请",
    "请求",
    "恳请",
    "商请",
    "做好",
    "抓好",
    "开展",
    "推进",
    "推动",
    "促进",
    "加强",
    "加快",
    "加大",
    "强化",
    "深化",
    "优化",
    "完善",
    "健全",
    "规范",
    "落实",
    "贯彻",
    "贯彻落实",
    "召开",
    "举办",
    "组建",
    "成立",
    "调整",
    "给予",
    "表彰",
    "表扬",
    "拨付",
    "授予",
    "任命",
    "认定",
    "划定",
    "征求",
    "全面推行",
    "全面推进",
    "深入开展",
    "深入推进",
    "加快推进",
    "持续推进",
    "大力推进",
    "扎实推进",
    "统筹推进",
    "协同推进",
    "有序推进",
    "切实做好",
    "扎实做好",
    "切实加强",
    "全面加强",
    "有效发挥",
    "建立",
    "设立",
    "支持",
    "实施",
    "执行",
    "改革",
    "提升",
    "提高",
    "发展",
    "组织",
    "报送",
    "上报",
    "推广",
    "推行",
    "清理",
    "清理整顿",
    "整治",
    "打击",
    "防范",
    "防止",
    "取消",
    "下放",
    "授权",
    "暂停",
    "暂时",
    "扩大",
    "实行",
    "坚持",
    "巩固",
    "保障",
    "助力",
    "构建",
    "维护",
    "统筹",
    "解决",
    "创建",
    "变更",
    "利用",
    "打造",
    "接收",
    "降低",
    "减轻",
    "办理",
    "要求",
    "依托",
    "予以",
    "申办",
    "延续",
    "全面实行",
];

/// Adverbs: they belong to the verb after them.
pub(super) const ADVERBS: &[&str] = &[
    "进一步",
    "全面",
    "深入",
    "切实",
    "扎实",
    "大力",
    "积极",
    "有效",
    "严格",
    "持续",
    "统筹",
    "有序",
    "健康",
    "加快",
    "暂时",
    "率先",
    "更好",
    "更大",
];

/// Words that describe the noun after them.
pub(super) const ATTRIBUTES: &[&str] = &[
    "国家",
    "全国",
    "全省",
    "全市",
    "全县",
    "全区",
    "我国",
    "我省",
    "我市",
    "我县",
    "特大",
    "重大",
    "重要",
    "重点",
    "有关",
    "相关",
    "部分",
    "若干",
    "当前",
    "今后",
    "专项",
    "专用",
    "综合性",
    "基本",
    "公共",
    "行政",
    "一般",
    "新型",
    "高水平",
    "高质量",
    "全体",
    "国家级",
    "省级",
    "市级",
    "县级",
    "三级",
];

/// Nouns at the head of a phrase: they belong to the words before them.
pub(super) const HEADS: &[&str] = &[
    "工作",
    "情况",
    "方案",
    "规划",
    "办法",
    "规定",
    "细则",
    "计划",
    "清单",
    "目录",
    "名单",
    "制度",
    "体系",
    "机制",
    "机构",
    "能力",
    "水平",
    "行动",
    "活动",
    "项目",
    "工程",
    "会议",
    "大会",
    "问题",
    "事项",
    "政策",
    "措施",
    "条例",
    "标准",
    "管理",
    "服务",
    "建设",
    "改革",
    "治理",
    "整治",
    "工作情况",
    "办理情况",
    "建设情况",
    "执行情况",
    "完成情况",
    "有关问题",
    "有关事项",
    "安排",
    "试点",
    "报告",
    "人员",
    "负担",
    "阶段",
    "名义",
    "草案",
    "总结",
];

/// The kinds of document, at the end of a title.
pub(super) const KINDS: &[&str] = &[
    "通知",
    "通报",
    "通告",
    "公告",
    "公报",
    "报告",
    "请示",
    "批复",
    "意见",
    "决定",
    "决议",
    "命令",
    "令",
    "议案",
    "纪要",
    "会议纪要",
    "函",
    "复函",
    "答复",
    "指导意见",
    "实施意见",
    "若干意见",
    "若干措施",
    "若干规定",
];

/// The last characters of the names of organs, in names of three characters and more.
pub(super) const ORGAN_ENDS: &[&str] = &[
    "国务院",
    "办公厅",
    "办公室",
    "委员会",
    "人民政府",
    "省政府",
    "市政府",
    "县政府",
    "区政府",
    "镇政府",
    "乡政府",
    "中共中央",
    "党组",
    "领导小组",
    "指挥部",
    "法院",
    "检察院",
    "大学",
    "学院",
    "集团",
    "公司",
    "中心",
    "协会",
    "党委",
    "总局",
    "部",
    "局",
    "厅",
    "委",
    "署",
];

/// The last characters of the names of regions.
pub(super) const REGION_ENDS: &str = "省市县区州盟旗乡镇村";
