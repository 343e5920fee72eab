//! For each rule, documents that break it and documents that look alike and do not.

type Case = (Rule, &'static [&'static str], &'static [&'static str]);

pub(super) const CASES: &[Case] = &[
    (
        Rule::NumberLeadingZero,
        &["number = '甲水〔2024〕02号'", "number = '甲水〔2024〕第008号'", "number = '甲水[2024]02号'"],
        &["number = '甲水〔2024〕20号'", "number = '第007号'", "number = '2024年第05号'"],
    ),
    (
        Rule::NumberOrdinal,
        &["number = '甲水〔2024〕第2号'"],
        &["number = '第227号'", "number = '（第1号）'", "number = '2024年第15号'"],
    ),
    (
        Rule::NumberSuffix,
        &["number = '甲水〔2024〕2'"],
        &["number = '甲水〔2024〕2号'", "number = '甲水〔2024〕2号（代拟稿）'", "number = '第3期'"],
    ),
    (
        Rule::NumberYearDigits,
        &["number = '甲水〔24〕2号'"],
        &["number = '甲水〔2024〕2号'", "number = '2024年第15号'", "number = '甲水（试行）〔2024〕2号'"],
    ),
    (
        Rule::NumberNotArabic,
        &[
            "number = '甲水〔二〇二四〕2号'",
            "number = '甲水〔二○二四〕十二号'",
            "number = '甲水〔2024〕二号'",
        ],
        &["number = '甲水〔2024〕2号'", "number = '第一号'", "number = '甲十二局〔2024〕2号'"],
    ),
    (
        Rule::NumberYear,
        &["number = '甲水〔2023〕2号'", "number = '甲水[2025]2号'"],
        &["number = '甲水〔2024〕2号'", "number = '甲水〔2023〕2号'\ndate =", "number = '第2023号'"],
    ),
    (
        Rule::MarkOrgan,
        &["mark = '乙省财政厅文件'", "mark = '中共丙县委员会文件'"],
        &[
            "mark = '甲市水利局文件'",
            "mark = '甲市水利局'",
            "mark = '甲市水务局文件'",
            "issuers = ['甲市住房和城乡建设局']\nmark = '甲市住建局文件'",
            "issuers = ['甲市发展和改革委员会']\nmark = '甲市发展改革委公告'",
            "issuers = [{ name = '甲省第十四届人民代表大会第二次会议', mark-name = '甲省人民代表大会' }]\nmark = '甲省人民代表大会公报'",
            "issuers = ['中共甲市委办公室', '甲市人民政府办公室']\nmark = '中共甲市委办公室甲市人民政府办公室文件'",
            "format = 'minutes'\nmark = '专题会议纪要'",
        ],
    ),
    (
        Rule::CopyNumberMissing,
        &["classification = '机密★1年'", "classification = '秘密'"],
        &["classification = '机密★1年'\ncopy-number = 1", "urgency = '特急'"],
    ),
    (
        Rule::CopyNumberDigits,
        &["copy-number = '17'", "copy-number = '第3份'", "copy-number = '００００１７'"],
        &["copy-number = 17", "copy-number = '000017'", "copy-number = 1234567"],
    ),
    (
        Rule::ClassificationDigits,
        &[
            "classification = '秘密★一年'\ncopy-number = 1",
            "classification = '机密★六个月'\ncopy-number = 1",
            "classification = '机密★十二年'\ncopy-number = 1",
            "classification = '秘密★５年'\ncopy-number = 1",
        ],
        &["classification = '秘密★1年'\ncopy-number = 1", "classification = '绝密★长期'\ncopy-number = 1"],
    ),
    (
        Rule::UrgencyWord,
        &["urgency = '紧急'", "urgency = '急件'", "urgency = '特级'"],
        &[
            "urgency = '特急'",
            "urgency = '加急'",
            "format = 'telegram'\nurgency = '平急'",
            "format = 'telegram'\nurgency = '特提'",
            "format = 'telegram'\nurgency = '特急·明电'",
            "urgency = '特　急'",
        ],
    ),
    (
        Rule::TelegramUrgency,
        &["format = 'telegram'"],
        &[
            "format = 'telegram'\nurgency = '加急'",
            "format = 'telegram'\nurgency = '急件'",
            "format = 'letter'",
        ],
    ),
    (
        Rule::UrgencyOfTelegrams,
        &["urgency = '特提'", "format = 'letter'\nurgency = '平　急'"],
        &["urgency = '特急'", "format = 'telegram'\nurgency = '特提'", "urgency = '急件'"],
    ),
    (
        Rule::SignersMissing,
        &[
            "title = '甲市水利局关于防汛工作情况的报告'",
            "title = '甲市水利局关于解决防汛经费的请示'\nrecipients = '市人民政府'",
            "title = '甲市水利局关于加强防汛工作的意见'\nbody = '以上意见如无不妥，请批转各地执行。'",
        ],
        &[
            "title = '甲市水利局关于防汛工作情况的报告'\nsigners = ['×××']",
            "title = '甲市水利局关于加强防汛工作的意见'",
            // A report without a number is no document sent up.
            "title = '关于防汛工作情况的报告'\nnumber =",
            "title = '甲市水利局关于解决防汛经费的请示'\nformat = 'letter'",
        ],
    ),
    (
        Rule::SignersDownward,
        &[
            "signers = ['×××']",
            "title = '甲市水利局关于防汛工作的通报'\nsigners = ['×××']",
            "title = '甲市水利局关于同意立项的批复'\nsigners = ['×××']",
        ],
        &[
            "title = '甲市水利局关于防汛工作情况的报告'\nsigners = ['×××']",
            "title = '甲市水利局关于加强防汛工作的意见'\nsigners = ['×××']",
            "title = '甲市水利局关于商请派员的函'\nsigners = ['×××']",
        ],
    ),
    (
        Rule::SignersInOne,
        &["signers = '张三、李四'", "signers = '张三，李四'", "signers = ['张三、李四']"],
        &["signers = ['张三', '李四']", "signers = '张　三'", "signers = '买买提·阿不都'"],
    ),
    (
        Rule::IssuersInOne,
        &["issuers = '甲市水利局、甲市财政局'", "issuers = '中共甲县委，甲县人民政府'"],
        &["issuers = ['甲市水利局', '甲市财政局']", "issuers = '石溪市北山、南山街道办事处'"],
    ),
    (
        Rule::OrganNameMark,
        &[
            "issuers = ['甲市水利局，', '甲市财政局']",
            "issuers = ['甲市水利局。']",
            "issuers = ['甲市水利局：']",
            "issuers = ['甲市水利局,']",
            "issuers = ['、甲市水利局']",
            "issuers = ['【甲市水利局】']",
            "issuers = ['《甲市水利局》']",
            "issuers = ['“甲市水利局”']",
            "issuers = ['\"甲市水利局\"']",
            "issuers = ['甲市水利局”']",
            "issuers = ['（甲市水利局']",
            "issuers = ['甲市 水利局']",
            "issuers = [{ name = '甲市水利局', mark-name = '甲市水利局；' }]",
            "issuers = [{ name = '甲市水利局', signature = '“甲市水利局”' }]",
            "printer = '甲市水利局办公室。'\nprint-date = 2024-05-30",
            "attachments = [{ title = '函', body = '甲。', issuers = ['甲市水利局，'], date = 2024-05-30 }]",
        ],
        &[
            "issuers = ['甲市水利局', '甲市财政局']",
            "issuers = ['甲市水利局（汛期值班室）']",
            "issuers = ['甲市水利局　甲市财政局']",
            "issuers = ['甲市“双随机”监管办公室']",
            "issuers = ['“双随机”监管办公室']",
            "issuers = ['甲市Acme Co., Ltd.']",
            "issuers = ['ABC 甲公司']",
            "printer = '甲市水利局办公室'\nprint-date = 2024-05-30",
        ],
    ),
    (
        Rule::PersonNameMark,
        &[
            "title = '甲市水利局关于防汛的请示'\nsigners = ['张三、']",
            "title = '甲市水利局关于防汛的请示'\nsigners = ['张三。', '李四']",
            "title = '甲市水利局关于防汛的请示'\nsigners = ['（张三）']",
            "title = '甲市水利局关于防汛的请示'\nsigners = ['张三 李四']",
            "sealing = 'signature'\nsignature = { title = '局长', name = '张三，' }",
        ],
        &[
            "title = '甲市水利局关于防汛的请示'\nsigners = ['张三', '张　三', '韦 一 山', '欧阳 明', '×××', '阿不都·热合曼', 'J. Smith']",
            "sealing = 'signature'\nsignature = { title = '局长', name = '张三' }",
        ],
    ),
    (
        Rule::LabelTyped,
        &[
            "recipients = '主送：清源县人民政府：'",
            "recipients = ['主送机关：各县', '乙局']",
            "title = '甲市水利局关于防汛的请示'\nsigners = ['签发人：王敏']",
            "title = '甲市水利局关于防汛的请示'\nsigners = ['签发人 王敏', '签发人:李四']",
            "cc = '抄送：市财政局。'",
            "cc = ['抄报：市委', '市财政局']",
            "cc = [{ label = '报', names = ['报：市委'] }]",
            "printer = '甲市水利局办公室印发'\nprint-date = 2024-05-30",
            "printer = '印发机关：甲市水利局办公室'\nprint-date = 2024-05-30",
            "title = '标题：甲市水利局关于防汛的通知'",
            "number = '发文字号：甲水〔2024〕2号'",
            "note = '附注：此件公开发布'",
            "issuers = ['发文机关：甲市水利局']",
            "format = 'minutes'\nmark = '甲市水利局会议纪要'\ntitle =\nattendees = ['出席：张三']",
        ],
        &[
            "recipients = '主送材料的单位：'",
            "note = '附注见后'",
            "cc = [{ label = '报', names = ['市委'] }]",
            "printer = '印发'\nprint-date = 2024-05-30",
        ],
    ),
    (
        Rule::RequestRecipients,
        &[
            "title = '甲市水利局关于解决经费的请示'\nrecipients = ['市人民政府', '省水利厅']",
            "title = '甲市水利局关于解决经费的请示'\nrecipients = '市委、市政府'",
        ],
        &[
            "title = '甲市水利局关于解决经费的请示'\nrecipients = ['市人民政府']",
            "title = '甲市水利局关于解决经费的请示'\nrecipients = '市人民政府：'",
            "title = '甲市水利局关于解决经费的请示'\nrecipients = '省水利厅（规划计划处、财务处）'",
            "title = '甲市水利局关于防汛情况的报告'\nrecipients = ['市委', '市人民政府']",
            "recipients = ['乙局', '丙局']",
        ],
    ),
    (
        Rule::RequestContact,
        &[
            "title = '甲市水利局关于解决经费的请示'",
            "title = '甲市水利局关于解决经费的请示'\nnote = '此件公开发布'",
        ],
        &[
            "title = '甲市水利局关于解决经费的请示'\nnote = '联系人：苏××；电话：0000—6618203'",
            "title = '甲市水利局关于解决经费的报告'",
        ],
    ),
    (
        Rule::RequestReport,
        &[
            "title = '甲市水利局关于解决防汛经费的请示报告'\nsigners = ['×××']",
            "title = '甲市水利局关于解决防汛经费的请示报告。'",
        ],
        &[
            "title = '甲市水利局关于解决防汛经费的请示'",
            "title = '甲市水利局关于执行请示报告制度情况的报告'",
            "title = '甲市水利局关于落实请示报告制度的通知'",
        ],
    ),
    (
        Rule::ReportAsks,
        &[
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n妥否，请批示。'''",
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n以上请示当否，请批复。'''",
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n以上报告妥否，请批示。'''",
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n请予批准。'''",
        ],
        &[
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n特此报告。'''",
            "title = '甲市水利局关于经费情况的报告'\nbody = '''情况如上。\n以上报告，请审阅。'''",
            "title = '甲市水利局关于经费的请示'\nbody = '''情况如上。\n妥否，请批示。'''",
            "title = '甲市水利局关于请示办理的报告'\nbody = '''“妥否，请批示”是请示的结语，不得用于报告，这一点各单位都要注意。'''",
        ],
    ),
    (
        Rule::CcSubordinates,
        &[
            "title = '甲市水利局关于情况的报告'\ncc = ['省水利厅', '各县（区）水利局']",
            "title = '甲市水利局关于经费的请示'\ncc = '各直属单位'",
            "title = '甲市水利局关于经费的请示'\ncc = '局属各单位'",
        ],
        &[
            "title = '甲市水利局关于情况的报告'\ncc = ['省水利厅', '市财政局']",
            "title = '甲市水利局关于情况的报告'\ncc = ['省水利厅', '各市直有关部门']",
            "cc = ['各县（区）人民政府']",
            "title = '甲市水利局关于加强防汛的意见'\ncc = ['各县（区）人民政府']",
        ],
    ),
    (
        Rule::CcRepeatsRecipient,
        &[
            "recipients = ['乙市财政局', '乙市公安局']\ncc = ['乙市财政局']",
            "recipients = '省财政厅、省水利厅'\ncc = '省审计厅、省水利厅。'",
        ],
        &[
            "recipients = ['乙市财政局']\ncc = ['乙市财政局办公室']",
            "recipients = ['各市、县（市、区）教育局、公安局']\ncc = ['公安局']",
            "recipients = ['各县（区）水利局']\ncc = ['各县（区）人民政府']",
        ],
    ),
    (
        Rule::PublicRecipients,
        &["title = '甲市水利局关于汛期管理的公告'", "title = '甲市水利局关于汛期管理的通告'"],
        &["title = '甲市水利局关于汛期管理的公告'\nrecipients =", "title = '甲市水利局关于汛期管理的通报'"],
    ),
    (
        Rule::OrderRecipients,
        &[
            "title = '甲市水利局防汛命令'\nnumber = '第1号'",
            "title =\nformat = 'order'\nnumber = '第1号'",
            "title = '关于防汛的规定'\nformat = 'order'\nnumber = '第1号'",
        ],
        &[
            "title = '甲市水利局防汛命令'\nnumber = '第1号'\nrecipients =",
            "title = '甲市水利局关于转发防汛令的通知'",
        ],
    ),
    (
        Rule::MinutesSeal,
        &[
            "format = 'minutes'\nmark = '甲市水利局会议纪要'\ntitle = '关于防汛工作的会议纪要'\nsealing = 'seal'",
        ],
        &[
            "format = 'minutes'\nmark = '甲市水利局会议纪要'\ntitle = '关于防汛工作的会议纪要'",
            "sealing = 'seal'",
        ],
    ),
    (
        Rule::TitleKind,
        &[
            "title = '甲市水利局关于做好防汛工作的方案'",
            "kind = '通知'\ntitle = '甲市水利局关于做好防汛工作的通告'",
        ],
        &[
            "title = '甲市水利局2024年防汛工作要点'",
            "title = '拟任职干部公示'",
            "title = '甲市水利局关于拟表彰对象的公示'",
            "title = '行政处罚决定书'",
            "format = 'plain'\ntitle = '甲市水利局关于防汛工作的汇报'",
            "title = '甲市水利局关于做好防汛工作的通知（试行）'",
            "title = '甲市水利局关于做好防汛工作的通知(代拟稿)'",
            "title = '甲市水利局关于做好防汛工作的通知。'",
            "title = '甲市水利局关于加强防汛的实施意见'",
            "kind = '公报'\ntitle = '甲市2023年水资源公报'",
            "format = 'minutes'\nmark = '甲市水利局会议纪要'\ntitle = '第3次局务会议'",
            "title =\nformat = 'order'\nnumber = '第1号'\nrecipients =",
        ],
    ),
    (
        Rule::PlainForm,
        &[
            "title = '甲市水利局拟任职干部公示'\nnumber =",
            "title = '在职证明'\nnumber =",
            "title = '安全生产责任书（2025年）'\nnumber =",
        ],
        &[
            "title = '甲市水利局拟任职干部公示'",
            "title = '在职证明'\nformat = 'plain'\nnumber =",
            "title = '在职证明'\nformat = 'letter'\nnumber =",
            "title = '关于防汛工作的通知'\nnumber =",
            "title = '责任书'\nkind = '决定'\nnumber =",
        ],
    ),
    (
        Rule::SignOffBesideNote,
        &[
            "title = '甲市人民代表大会关于水利工作的决议'\nbody = \"（2024年1月26日甲市第五届人民代表大会第二次会议通过）\\n会议决定如下。\"",
            "format = 'plain'\nkind = '决议'\ntitle = '关于水利工作的决议'\nbody = \"（2024年1月26日甲市第五届人民代表大会第二次会议通过）\\n会议决定如下。\"",
        ],
        &[
            "title = '甲市人民代表大会关于水利工作的决议'\nsign-off = false\nbody = \"（2024年1月26日甲市第五届人民代表大会第二次会议通过）\\n会议决定如下。\"",
            "title = '甲市人民代表大会关于水利工作的决议'\nbody = '会议决定如下。'",
            "title = '甲市人民代表大会关于水利工作的决定'\nbody = \"（2024年1月26日甲市第五届人民代表大会第二次会议通过）\\n会议决定如下。\"",
        ],
    ),
    (
        Rule::TitleAbout,
        &[
            "title = '甲市水利局防汛工作通知'",
            "title = '甲市水利局关于做好防汛工作通知'",
            "title = '甲市水利局2023年度工作报告'\nsigners = ['×××']",
        ],
        &[
            "title = '甲市水利局关于做好防汛工作的通知'",
            "title = '甲市水利局印发《防汛办法》的通知'",
            "title = '甲市水利局转发省水利厅防汛文件的通知'",
            "title = '甲市2023年水资源公报'",
            "title = '甲市水利局关于“清源”行动的通报'",
            "title = '甲市水利局邀请函'",
        ],
    ),
    (
        Rule::TitleEndMark,
        &["title = '甲市水利局关于做好防汛工作的通知。'", "title = '甲市水利局关于做好防汛工作的通知：'"],
        &[
            "title = '甲市水利局关于做好防汛工作的通知'",
            "title = '甲市水利局关于做好防汛工作的通知（试行）'",
            "title = '甲市水利局关于印发《办法》的通知'",
        ],
    ),
    (
        Rule::TitleMarks,
        &[
            "title = '甲市水利局关于加强领导，做好防汛工作的通知'",
            "title = '甲市水利局关于防汛:汛前检查的通知'",
        ],
        &[
            "title = '甲市水利局、乙市水利局关于做好防汛工作的通知'",
            "title = '甲市水利局关于印发《加强领导，做好防汛办法》的通知'",
            "title = '甲市水利局关于落实“双随机、一公开”的通知'",
            "title = '甲市水利局关于2024—2030年规划的通知'",
            "title = '甲市水利局　乙市水利局关于启用1.5万吨泵站的通知'",
        ],
    ),
    (
        Rule::AttachmentMissing,
        &[
            "attachments = ['名单', '表']\nbody = '具体名单见附件3。'",
            "body = '具体名单见附件。'",
            "attachments = ['名单']\nbody = '按要求填报（附件2）。'",
            "attachments = ['名单']\nbody = '详见附件二。'",
            "attachments = ['名单', '表']\nbody = '名单见附件1、2和3。'",
            "attachments = ['名单', '表']\nbody = '名单（见附件1—4）。'",
            "attachments = ['名单']\nbody = '名单（详见附件 2）。'",
        ],
        &[
            "attachments = ['名单', '表', '图']\nbody = '具体名单见附件3。'",
            "body = '''见下表。\n| 事项 | 说明 |\n| --- | --- |\n| 名单 | 见附件3 |'''",
            "attachments = ['名单']\nbody = '具体名单见附件。'",
            "body = '按《关于开展检查的通知（附件3）》执行。'",
            "body = '该通知附件2所列名单同时废止。'",
            "attachments = ['名单']\nbody = '随函报送（附件5份）。'",
            "attachments = ['名单', '表']\nbody = '名单见附件1、2，3月1日前报送。'",
            "body = '''名单见附件2。\n附件：1.名单\n2.表'''",
        ],
    ),
    (
        Rule::AttachmentUnmentioned,
        &["attachments = ['防汛物资清单']"],
        &[
            "attachments = ['防汛物资清单']\nbody = '清单见附件。'",
            "attachments = ['防汛物资清单']\nbody = '《防汛物资清单》一并印发。'",
            "title = '甲市水利局关于印发《防汛办法（试行）》的通知'\nattachments = ['防汛办法（试行）']",
            "attachments = ['防汛物资清单']\nbody = '清单附后。'",
        ],
    ),
    (
        Rule::AttachmentNameMark,
        &[
            "attachments = ['防汛物资清单。']\nbody = '见附件。'",
            "attachments = [\"清单；\", \"名单\"]\nbody = '见附件。'",
            "attachments = ['名单！']\nbody = '见附件。'",
        ],
        &[
            "attachments = ['防汛物资清单']\nbody = '见附件。'",
            "attachments = ['办法（试行）']\nbody = '见附件。'",
        ],
    ),
    (
        Rule::AttachmentNameNumber,
        &[
            "attachments = ['1.防汛物资清单']\nbody = '见附件。'",
            "attachments = ['附件1：防汛物资清单']\nbody = '见附件。'",
            "attachments = ['附件：防汛物资清单']\nbody = '见附件。'",
            "attachments = ['附件1 防汛物资清单']\nbody = '见附件。'",
            "attachments = ['（1）防汛物资清单']\nbody = '见附件。'",
            "attachments = ['一、防汛物资清单']\nbody = '见附件。'",
        ],
        &[
            "attachments = ['2024年防汛物资清单']\nbody = '见附件。'",
            "attachments = ['1.5万千瓦以上机组名单']\nbody = '见附件。'",
            "attachments = ['附件管理办法']\nbody = '见附件。'",
            "attachments = ['附件.docx']\nbody = '见附件。'",
            "attachments = ['附件1.docx']\nbody = '见附件。'",
        ],
    ),
    (
        Rule::AttachmentsInOne,
        &[
            "attachments = '1.清单；2.名单'\nbody = '见附件。'",
            "attachments = ['1．清单 2．名单 3．地图']\nbody = '见附件。'",
            "attachments = '1、清单，2、名单。'\nbody = '见附件。'",
        ],
        &[
            "attachments = ['1.清单']\nbody = '见附件。'",
            "attachments = ['2.5万千瓦、3.5万千瓦机组名单']\nbody = '见附件。'",
            "attachments = ['清单', '名单']\nbody = '见附件。'",
        ],
    ),
    (
        Rule::AttachmentFile,
        &[
            "attachments = ['责任清单.docx']\nbody = '见附件。'",
            "attachments = ['名单', '1.汇总表.XLSX']\nbody = '见附件。'",
            "body = '见附件。'\nattachments = [{ title = '照片.jpg', body = '甲。' }]",
        ],
        &["attachments = ['责任清单', '关于PDF文件的说明', 'V1.0版接口']\nbody = '见附件。'"],
    ),
    (
        Rule::IssuedAttached,
        &[
            "title = '甲厅关于印发《甲省培训费管理办法》的通知'\nattachments = ['甲省培训费管理办法']",
            "title = '甲厅关于印发甲省防汛应急预案的通知'\nattachments = ['名单', '甲省防汛应急预案']",
            "kind = '命令'\nbody = '《甲省管理办法》已经会议通过，现予公布。'\nattachments = ['甲省管理办法']",
        ],
        &[
            "title = '甲厅关于印发《甲省培训费管理办法》的通知'\nattachments = ['报销审批表']",
            "title = '甲厅关于贯彻《甲省培训费管理办法》的通知'\nattachments = ['甲省培训费管理办法']",
            "title = '甲厅关于印发《甲省培训费管理办法》的通知'\nissued = { title = '甲省培训费管理办法', body = '第一条　甲。' }",
        ],
    ),
    (
        Rule::AttachmentListTyped,
        &["body = '''请遵照执行。\n附件：1.防汛物资清单\n2.名单'''", "body = '''请遵照执行。\n附件1:清单'''"],
        &["body = '附件所列物资由市级储备。'", "body = '''请遵照执行。\n附件管理按规定办理。'''"],
    ),
    (
        Rule::DateMissing,
        &[
            "date =",
            "title = '甲市水利局关于防汛的批复'\nformat = 'letter'\ndate =",
            "title = '甲市水利局关于防汛的函'\ndate =",
            "title = '甲市水利局关于防汛的决议'\ndate =\nbody = '会议决定如下。'",
        ],
        &[
            "date = '2024年　月　日'",
            "date =\nattachments = [{ title = '名单', body = '甲。', date = 2024-01-01 }]",
            "format = 'plain'\ndate =",
            "format = 'plain'\nkind = '通知'\ndate =",
            "title = '在职证明'\ndate =",
            "title =\nformat = 'order'\nnumber = '第1号'\nrecipients =\ndate =",
            "format = 'minutes'\nmark = '甲市水利局会议纪要'\ntitle =\ndate =",
            "sign-off = false\ndate =",
            "title = '甲市水利局关于水利工作的决议'\ndate =\nbody = \"（2024年1月26日甲市第五届人民代表大会第二次会议通过）\\n会议决定如下。\"",
        ],
    ),
    (
        Rule::PrintDateBefore,
        &["print-date = 2024-05-29"],
        &["print-date = 2024-05-30", "print-date = 2024-06-02", "print-date = 2024-05-29\ndate ="],
    ),
    (
        Rule::NumberingSkip,
        &["body = '''一、甲项工作\n三、乙项工作'''", "body = '''1.甲。乙。\n2.丙。丁。\n4.戊。己。'''"],
        &["body = '''一、甲项工作\n二、乙项工作'''", "body = '''一、甲项工作\n1.乙\n2.丙\n二、丁'''"],
    ),
    (
        Rule::NumberingRepeat,
        &["body = '''一、甲项工作\n各单位要高度重视。\n一、乙项工作'''"],
        &["body = '''一、甲\n（一）乙\n二、丙\n（一）丁'''"],
    ),
    (
        Rule::NumberingBack,
        &["body = '''一、甲\n二、乙\n三、丙\n二、丁'''"],
        &[
            "body = '''第一章　总则\n一、甲\n二、乙\n第二章　分则\n一、丙'''",
            "body = '''\n:-: # 会议须知\n一、甲\n二、乙\n:-: # 会议议程\n有关议程已定。\n一、丙\n二、丁'''",
            "body = [{ heading = '会议须知', level = 'title' }, { text = \"一、甲\\n二、乙\" }, { heading = '会议议程', level = 'title' }, { text = \"有关议程已定。\\n一、丙\\n二、丁\" }]",
            "body = '''市发展改革委负责以下工作。\n（一）甲。\n（二）乙。\n市财政局负责以下工作。\n（一）丙。\n（二）丁。'''",
        ],
    ),
    (
        Rule::NumberingStart,
        &["body = '''二、甲\n三、乙'''"],
        &["body = '''一、甲\n（一）乙\n二、丙\n（二）丁'''", "body = '2.5万元以上的项目由省级审批。'"],
    ),
    (
        Rule::NumberingForm,
        &[
            "body = '''1、甲\n2、乙'''",
            "body = '''一.甲\n二.乙'''",
            "body = '''（一）、甲\n（二）、乙'''",
            "body = '''(一)甲\n(二)乙'''",
        ],
        &["body = '''1.甲\n2.乙'''", "body = '''1．甲\n2．乙'''", "body = '1、2、3号楼已完工。'"],
    ),
    (
        Rule::HeadingEndMark,
        &["body = '''一、总体要求\n各地要重视。\n二、主要任务。\n任务如下。\n三、保障措施\n抓好落实。'''"],
        &[
            "body = '''一、总体要求。\n各地要重视。\n二、主要任务。\n任务如下。\n三、保障措施。\n抓好落实。'''",
            "body = '''（一）加强领导。成立专班。\n（二）健全机制。\n1.甲\n2.乙\n（三）严格考核。纳入绩效。'''",
            "body = '''一、核对内容\n（一）品种和数量。\n（二）文号。\n（三）单位名称。'''",
        ],
    ),
    (
        Rule::NoTextHere,
        &[
            "body = '''请遵照执行。\n（此页无正文）'''",
            "body = '''请遵照执行。\n此页无正文。'''",
            "body = '''请遵照执行。\n（本页无正文）'''",
        ],
        &[
            "body = '不得使用“此页无正文”的做法。'",
            "body = '''一式两份。\n（以下无正文）'''\n[[parties]]\nrole = '甲方'\nname = '甲县人民政府'\n[[parties]]\nrole = '乙方'\nname = '乙大学'",
        ],
    ),
    (
        Rule::BlankRun,
        &["body = '各单位要高度  重视。'", "body = '各单位要高度重视，　　抓好落实。'"],
        &[
            "body = '各单位要高度重视。'",
            "body = '第一条　　为规范工作，制定本办法。'",
            "body = '本办法自　　年　　月　　日起施行。'",
            "body = '请与张三  联系电话：1234联系。'",
            "body = '填报单位（盖章）：　　　　　　填报时间：'",
            "body = '采用 Python  语言编写。'",
            "body = '兹有我单位　　同志前往你处。'",
            "body = '甲局　　乙局　　丙局。'",
            "body = '''甲。\n　　乙。'''",
        ],
    ),
    (
        Rule::HalfWidthMarks,
        &[
            "body = '各单位要重视,抓好落实。'",
            "body = '联系人:张三。'",
            "body = '各县(区)要重视。'",
            "body = '抓好落实.'",
        ],
        &[
            "body = '上午8:30集合，详见 https://example.cn/a?b=1,2。'",
            "body = '检测值为1,280.5千克，按GB/T 9704执行。'",
            "body = '''(一)甲\n(二)乙'''",
            "body = '联系电话：(0578)7262345'",
            "body = '''目录\n总则........1'''",
            "body = '甲市人民政府.政务'",
            "body = '''1.甲。乙。\n2.丙。丁。'''",
        ],
    ),
    (
        Rule::StraightQuotes,
        &["body = '落实\"双随机\"要求。'", "title = '甲市水利局关于\"双随机\"检查的通知'"],
        &["body = '落实“双随机”要求。'", "body = '成绩为5\\u0027 30\"的给予奖励。'"],
    ),
    (
        Rule::ShortEllipsis,
        &["body = '粮食、蔬菜...等。'", "body = '粮食、蔬菜。。。'", "body = '粮食、蔬菜…等。'"],
        &["body = '粮食、蔬菜……'", "body = '版本 1...3 不受影响'"],
    ),
    (
        Rule::ShortDash,
        &["body = '重点工程--引水工程已开工。'", "body = '重点工程－－引水工程已开工。'"],
        &[
            "body = '重点工程——引水工程已开工。'",
            "body = '北京—上海高铁开通。'",
            "body = '代号“砺盾—24”。'",
            "body = '甲--------乙'",
        ],
    ),
    (
        Rule::RangeHyphen,
        &[
            "body = '规划期为2021-2025年。'",
            "body = '每次3-5人。'",
            "body = '降低10%-20%。'",
            "body = '投资1.5~2.5亿元。'",
            "body = '里程30-50公里。'",
            "body = '每班3-5小时，9:00-17:00开放。'",
            "title = '甲市水利局关于2021-2025年防汛工作的通知'",
        ],
        &[
            "body = '根据《甲市2021-2025年规划》。'",
            "body = '依据第3-5条。'",
            "body = '见《工作简报》2024-1期、A区11-13项目。'",
            "body = '见2024-2025年预算.xlsx。'",
            "body = '规划期为2021—2025年。'",
            "body = '每次3～5人。'",
            "body = '电话0571-6618203，传真6601-188号。'",
            "body = '编号2023-F-1-01项目已验收。'",
            "body = '2024-01-30前报送。'",
            "body = '按GB/T 1.1-2020执行。'",
            "body = '完成COVID-19个案调查。'",
        ],
    ),
    (
        Rule::QuoteForm,
        &[
            "body = '落实「双随机」要求。'",
            "body = '落实”双随机“要求。'",
            "body = '落实“ 双随机 ”要求。'",
            "body = '落实“双随机 ”要求。'",
        ],
        &[
            "body = '落实“双随机”要求。'",
            "body = '执行“一单 两库”制度。'",
            "body = '落实“加强‘双随机’监管”要求。'",
        ],
    ),
    (
        Rule::TitleMarkForm,
        &["body = '根据<<条例>>的规定。'", "body = '根据《关于执行《甲法》的通知》。'"],
        &["body = '根据《关于执行〈甲法〉的通知》。'"],
    ),
    (Rule::Interpunct, &["body = '阿不都•买买提同志。'"], &["body = '阿不都·买买提同志。'"]),
    (Rule::RepeatedMark, &["body = '各单位要重视，，抓好落实。'"], &["body = '怎么办？？'"]),
    (
        Rule::CitedNumberBrackets,
        &[
            "body = '根据甲水[2024]2号文件。'",
            "body = '根据甲水{2024}2号文件。'",
            "body = '根据甲水｛2024｝2号文件。'",
            "body = '根据甲水〖2024〗2号文件。'",
        ],
        &["body = '根据甲水〔2024〕2号文件。'", "body = '详见[2024]2号楼。'"],
    ),
    (
        Rule::MarkBetween,
        &["body = '根据《甲法》、《乙条例》的规定。'", "body = '坚持“甲”、“乙”原则。'"],
        &[
            "body = '根据《甲法》《乙条例》的规定。'",
            "body = '根据《甲法》（主席令第1号）、《乙条例》的规定。'",
        ],
    ),
    (
        Rule::Unpaired,
        &[
            "body = '根据《甲法的规定。'",
            "body = '各县（区要重视。'",
            "body = '落实双随机”要求。'",
            "body = '''“双随机监管要落实。\n“放管服”改革。'''",
        ],
        &[
            "body = '根据《甲法》，各县（区）要落实“双随机”要求。'",
            "body = '''1）甲\n2）乙'''",
            "body = '''“第一段引文。\n“第二段引文。”'''",
            "body = '采用 Moore’s 定律。'",
            "body = '根据《关于执行〈甲法〉的通知》。'",
        ],
    ),
    (
        Rule::MixedYears,
        &["body = '二〇二三年完成5项，2024年完成6项。'"],
        &[
            "body = '2023年完成5项，2024年完成6项。'",
            "body = '二〇二三年完成五项，二〇二四年完成六项。'",
            "body = '根据《二〇二三年规划》，2024年完成6项。'",
            "body = '''2024年完成6项。\n| 年份 | 项数 |\n| --- | --- |\n| 二〇二三年 | 5 |'''",
            "body = '第二〇二三年会在2024年召开。'",
            "body = '''二〇二五年六月\n2024年完成6项。'''",
        ],
    ),
    (
        Rule::YearZero,
        &["body = '二零二四年完成五项。'"],
        &["body = '二〇二四年完成五项。'", "body = '一百零一年来。'", "body = '2024年完成。'"],
    ),
    (
        Rule::HanziZero,
        &["body = '二○二四年完成5项。'"],
        &["body = '二〇二四年完成五项。'", "body = '某○部队。'"],
    ),
    (
        Rule::FullWidthForm,
        &["body = '完成２０项。'", "body = '会议上午9：00—11：30举行。'"],
        &["body = '完成20项。'", "body = '附件1：20号文件'"],
    ),
];

use crate::lint::Rule;
